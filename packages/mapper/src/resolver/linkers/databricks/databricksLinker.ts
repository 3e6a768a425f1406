import { type ConfigRecord, configAt, isRecord, plainText } from '../configAt.js';
import { fillStep } from '../fillSteps.js';
import type { LinkContext, Linker } from '../linker.js';

const BUNDLE = /(^|\/)databricks\.ya?ml$/;
const REFERENCE = /\$\{(var|bundle|workspace)\.([\w.]+)\}/g;

/** Values of a bundle's variables: their defaults, else what a target sets. */
function variablesOf(context: LinkContext): ConfigRecord {
  const variables: ConfigRecord = {};
  const add = (value: ConfigRecord): void => {
    for (const [name, each] of Object.entries(value)) {
      const plain = isRecord(each) ? each.default : each;
      if (!Object.hasOwn(variables, name) && plainText(plain) !== undefined) variables[name] = plain ?? null;
    }
  };
  for (const [path, value] of context.configs) {
    if (!BUNDLE.test(path) || !isRecord(value)) continue;
    if (isRecord(value.variables)) add(value.variables);
    for (const target of Object.values(isRecord(value.targets) ? value.targets : {})) {
      const own = isRecord(target) ? target.variables : undefined;
      if (isRecord(own)) add(own);
    }
  }
  return variables;
}

/** Databricks asset bundles: tasks with the values of the bundle's variables. */
export const databricksLinker: Linker = {
  name: 'databricks',
  prepare: (context) => {
    const variables = variablesOf(context);
    for (const [path, { pipelines }] of [...context.facts]) {
      if (!pipelines?.some(({ kind }) => kind === 'databricks-job')) continue;
      const fill = (text: string): string =>
        text.replace(REFERENCE, (_all, kind: string, name: string) => {
          const value = kind === 'var' ? plainText(configAt(variables, name)) : undefined;
          return value ?? `{${name.split('.').at(-1)}}`;
        });
      const filled = pipelines.map((each) => ({
        ...each,
        name: fill(each.name),
        steps: each.steps.map((step) => fillStep(step, fill)),
      }));
      context.setPipelines(path, filled);
    }
  },
};
