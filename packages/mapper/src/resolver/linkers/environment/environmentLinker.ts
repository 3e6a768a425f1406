import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext, Linker } from '../linker.js';

const ENVIRONMENT = /(^|\/)(\.env(\.[\w.-]+)?|[\w.-]+\.env|\.?[Rr]environ(\.site)?|\.flaskenv)$/;
const EXAMPLE = /example|sample|template|dist\b|test/i;

function entriesOf(value: ConfigValue | undefined): [string, ConfigValue][] {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : [];
}

/** Plain files before those of one stage, real ones before examples. */
function order(path: string): number {
  if (EXAMPLE.test(path)) return 2;
  return /\.env$|\.Renviron$/i.test(path) ? 0 : 1;
}

function setPipelineVariables({ facts, recorder }: LinkContext): void {
  for (const [path, { pipelines }] of facts) {
    for (const step of (pipelines ?? []).flatMap(({ steps }) => steps)) {
      for (const [name, value] of Object.entries(step.environment)) {
        if (!/[${]/.test(value)) recorder.settings.set(name, value, path);
      }
    }
  }
}

/** Environment variables that files of the repository set: `.env` files first, then what services and pipelines give. */
export const environmentLinker: Linker = {
  name: 'environment',
  prepare: (context) => {
    const files = [...context.facts.keys()].filter((path) => ENVIRONMENT.test(path));
    for (const path of files.sort((a, b) => order(a) - order(b) || a.localeCompare(b))) {
      for (const [name, value] of entriesOf(context.configs.get(path))) {
        if (typeof value === 'string') context.recorder.settings.set(name, value, path);
      }
    }
    setPipelineVariables(context);
  },
};
