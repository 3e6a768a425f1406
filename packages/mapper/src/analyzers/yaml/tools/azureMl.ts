import type { Node } from 'yaml';
import type { Artefact } from '../../../facts/artefact.js';
import type { ConfigValue } from '../../../facts/configValue.js';
import { entries, field, lineOf, shellText, text } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

const SCHEMA = /azuremlschemas\.azureedge\.net|azureml\.ms\/schemas/;
const DATA = /^(uri_file|uri_folder|mltable)$/;
const STORE = /^azure_(blob|file|data_lake_gen1|data_lake_gen2)$/;

/** Inputs or outputs by name: their path or value, with the line of each. */
function ports(document: CiDocument, node: Node | null): ConfigValue {
  const found = entries(document, node).map(({ key, value, line }): [string, ConfigValue] => {
    const path = text(document, field(document, value, 'path')) ?? text(document, value);
    const fallback = text(document, field(document, value, 'default')) ?? null;
    return [
      key,
      { value: path ?? fallback, line, type: text(document, field(document, value, 'type')) ?? null },
    ];
  });
  return Object.fromEntries(found);
}

/** A job or component with a command of its own. */
function commandBody(document: CiDocument, node: Node): ConfigValue {
  const shell = shellText(document, field(document, node, 'command'));
  const optional = (key: string): ConfigValue => text(document, field(document, node, key)) ?? null;
  return {
    command: shell?.text ?? null,
    commandLine: shell?.line ?? lineOf(document, node),
    code: optional('code'),
    component: optional('component') ?? optional('file'),
    inputs: ports(document, field(document, node, 'inputs')),
    outputs: ports(document, field(document, node, 'outputs')),
  };
}

function jobs(document: CiDocument): Artefact[] {
  return entries(document, field(document, document.root, 'jobs')).flatMap(({ key, value }): Artefact[] =>
    value
      ? [{ type: 'azureml-job', name: key, ...linesOf(document, value), body: commandBody(document, value) }]
      : [],
  );
}

function assets(document: CiDocument): Artefact[] {
  const { root } = document;
  const [type, name, path] = ['type', 'name', 'path'].map((key) =>
    text(document, field(document, root, key)),
  );
  if (type === undefined || name === undefined) return [];
  const at = linesOf(document, root);
  if (DATA.test(type) && path !== undefined) return [{ type: 'azureml-data', name, ...at, body: path }];
  const account = text(document, field(document, root, 'account_name'));
  const container =
    text(document, field(document, root, 'container_name')) ??
    text(document, field(document, root, 'filesystem'));
  if (!STORE.test(type) || account === undefined || container === undefined) return [];
  return [
    { type: 'azureml-datastore', name, ...at, body: `abfss://${container}@${account}.dfs.core.windows.net` },
  ];
}

/** Azure Machine Learning in YAML: jobs, components, data assets and datastores. A linker joins them. */
export const azureMl: ToolReader = {
  name: 'azureml',
  matches: (_path, content) =>
    SCHEMA.test(content) ||
    (/^(type|component):/m.test(content) && /\$\{\{\s*(parent\.)?(inputs|outputs)\./.test(content)),
  read: (document) => {
    const { root } = document;
    const name =
      text(document, field(document, root, 'name')) ?? text(document, field(document, root, 'display_name'));
    const stem = (document.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
    const steps = jobs(document);
    const body = commandBody(document, root);
    const whole: Artefact = { type: 'azureml-root', name: name ?? stem, ...linesOf(document, root), body };
    return { artefacts: [...assets(document), ...steps, whole] };
  },
};
