import type { ConfigValue } from '../../../facts/configValue.js';
import { type Config, isConfig } from './dbtProject.js';

/** Settings of one level; those without a plus sign count when they are no folder. */
const PLAIN = new Set([
  'schema',
  'database',
  'alias',
  'materialized',
  'enabled',
  'dataset',
  'project',
  'catalog',
  'target_schema',
  'target_database',
  'location_root',
]);

function ownSettings(level: Config): Config {
  const settings: Config = {};
  for (const [key, value] of Object.entries(level)) {
    if (key.startsWith('+')) settings[key.slice(1)] = value;
    else if (PLAIN.has(key) && !isConfig(value)) settings[key] = value;
  }
  return settings;
}

/** Configuration of `dbt_project.yml` for a resource: every level from the project's name down to its file adds its own. */
export function folderConfig(
  section: ConfigValue | undefined,
  project: string,
  folders: readonly string[],
): Config {
  let level = section;
  let config: Config = {};
  for (const name of [undefined, project, ...folders]) {
    if (name !== undefined) level = isConfig(level) ? level[name] : undefined;
    if (!isConfig(level)) {
      if (name === project) {
        level = section;
        continue;
      }
      break;
    }
    config = { ...config, ...ownSettings(level) };
  }
  return config;
}
