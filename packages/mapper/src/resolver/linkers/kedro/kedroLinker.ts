import type { ConfigValue } from '../../../facts/configValue.js';
import { KEDRO_CATALOGUE, KEDRO_PARAMETERS } from '../../../libraries/orchestrators/kedro/kedroCatalogue.js';
import type { LinkContext, Linker } from '../linker.js';
import { interpolate } from './interpolate.js';

type Entries = { [key: string]: ConfigValue };

const ENVIRONMENTS = ['base', 'local'];

function isRecord(value: ConfigValue | undefined): value is Entries {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Files of one kind, `base` before `local`, which overrides it: `catalog.yml`, `catalog_x.yml`, `catalog/x.yml`. */
function filesOf(context: LinkContext, kind: string): Entries[] {
  return ENVIRONMENTS.flatMap((environment) => {
    const pattern = new RegExp(`(^|/)conf/${environment}/(.*/)?${kind}([^/]*|/.*)\\.(ya?ml|json)$`);
    const paths = [...context.configs.keys()].filter((path) => pattern.test(path)).sort();
    return paths.flatMap((path) => {
      const value = context.configs.get(path);
      return isRecord(value) ? [value] : [];
    });
  });
}

function merged(files: readonly Entries[]): Entries {
  return Object.assign({}, ...files);
}

/** An entry with the credentials that it names. */
function withCredentials(entry: ConfigValue, credentials: Entries): ConfigValue {
  if (!isRecord(entry) || typeof entry.credentials !== 'string') return entry;
  const named = credentials[entry.credentials];
  return named === undefined ? entry : { ...entry, credentials: named };
}

/** Kedro's catalogue and parameters, from the files of all environments that a plain run uses. */
export const kedroLinker: Linker = {
  name: 'kedro',
  prepare: (context) => {
    const catalogue = merged(filesOf(context, 'catalog'));
    const parameters = merged(filesOf(context, 'parameters'));
    if (Object.keys(catalogue).length === 0 && Object.keys(parameters).length === 0) return;
    const globals = merged(filesOf(context, 'globals'));
    const credentials = merged(filesOf(context, 'credentials'));
    const entries = Object.entries(interpolate(catalogue, globals)).filter(([name]) => !name.startsWith('_'));
    const known = entries.map(([name, entry]): [string, ConfigValue] => [
      name,
      withCredentials(entry, credentials),
    ]);
    context.configs.set(KEDRO_CATALOGUE, Object.fromEntries(known));
    context.configs.set(KEDRO_PARAMETERS, interpolate(parameters, globals));
  },
};
