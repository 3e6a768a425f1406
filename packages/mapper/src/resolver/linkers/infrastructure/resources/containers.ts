import type { ConfigValue } from '../../../../facts/configValue.js';
import { at, fieldsOf, listOf, parsed, textAt, textsOf } from '../configValues.js';
import type { ResourceContext } from '../resourceContext.js';
import type { ResourceRules } from './resourceRule.js';

const SCRIPT = /\.(py|R|sh|js|ts|ipynb|sql)$/;

/** `[{name, value}]` or a map of names to values. */
export function environmentOf(value: ConfigValue | undefined): Map<string, string> {
  const found = new Map<string, string>();
  for (const each of listOf(value)) {
    const name = textAt(each, 'name');
    const text = textAt(each, 'value');
    if (name !== undefined && text !== undefined) found.set(name, text);
  }
  if (!Array.isArray(value)) {
    for (const [name, own] of Object.entries(fieldsOf(value)))
      if (typeof own !== 'object') found.set(name, String(own));
  }
  return found;
}

/** Starts the script that the words of a container's command name. */
export function startWords(
  resource: ResourceContext,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
  attribute: string,
): void {
  const flat =
    words.length === 1
      ? (words[0] ?? '').split(/\s+/)
      : words.flatMap((word) => (/^\S+\s.*\.(py|R|sh)/.test(word) ? word.split(/\s+/) : [word]));
  const at = flat.findIndex((word) => SCRIPT.test(word));
  const module = flat.indexOf('-m');
  if (at >= 0) resource.start(flat[at] ?? '', flat.slice(at + 1), environment, attribute);
  else if (module >= 0)
    resource.start(
      `${(flat[module + 1] ?? '').replaceAll('.', '/')}.py`,
      flat.slice(module + 2),
      environment,
      attribute,
    );
}

function startContainer(resource: ResourceContext, declared: ConfigValue, attribute: string): void {
  const container = at(declared, 'properties') ?? declared;
  const command = [
    ...textsOf(at(container, 'command')),
    ...textsOf(at(container, 'entryPoint')),
    ...textsOf(at(container, 'args')),
  ];
  const environment = environmentOf(at(container, 'environment') ?? at(container, 'env'));
  startWords(resource, command, environment, attribute);
}

/** Values below a key at any depth: containers stand deep inside of a job's template. */
function below(value: ConfigValue | undefined, key: RegExp, depth = 0): ConfigValue[] {
  if (depth > 8 || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((each) => below(each, key, depth + 1));
  return Object.entries(value).flatMap(([name, inner]) =>
    key.test(name) ? listOf(inner) : below(inner, key, depth + 1),
  );
}

const nested =
  (attribute: string) =>
  (resource: ResourceContext): void => {
    for (const container of below(resource.values, /^(containers?|init_container|initContainers)$/))
      startContainer(resource, container, attribute);
  };

const encoded =
  (attribute: string) =>
  (resource: ResourceContext): void => {
    for (const container of listOf(parsed(at(resource.values, attribute))))
      startContainer(resource, container, attribute);
  };

/** Containers that start a script of the repository with words and an environment. */
export const containers: ResourceRules = {
  aws_ecs_task_definition: encoded('container_definitions'),
  aws_batch_job_definition: encoded('container_properties'),
  google_cloud_run_v2_job: nested('template'),
  google_cloud_run_v2_service: nested('template'),
  google_cloud_run_service: nested('template'),
  kubernetes_job: nested('spec'),
  kubernetes_job_v1: nested('spec'),
  kubernetes_cron_job: nested('spec'),
  kubernetes_cron_job_v1: nested('spec'),
  kubernetes_deployment: nested('spec'),
  kubernetes_deployment_v1: nested('spec'),
  azurerm_container_group: nested('container'),
  azurerm_container_app_job: nested('template'),
  azurerm_container_app: nested('template'),
  'Microsoft.App/jobs': nested('properties'),
  'Microsoft.App/containerApps': nested('properties'),
  'Microsoft.ContainerInstance/containerGroups': nested('properties'),
};
