import type { ConfigValue } from '../../../facts/configValue.js';
import { type Config, configAt, type DbtTarget, isConfig, textAt } from './dbtProject.js';

const PRODUCTION = /^(prod|production|prd|live|main|prod[_-].*|.*[_-]prod|.*[_-]production)$/i;
const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  postgres: '5432',
  redshift: '5439',
  trino: '8080',
  mssql: '1433',
};
/** Adapters whose namespace is a scheme with the host of the connection. */
const HOSTED: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  redshift: 'redshift',
  trino: 'trino',
  starburst: 'trino',
  sqlserver: 'mssql',
  synapse: 'mssql',
  mysql: 'mysql',
  clickhouse: 'clickhouse',
  spark: 'hive',
  teradata: 'teradata',
  oracle: 'oracle',
};

/** An environment variable prints as a hole, unless it has a default. */
function plain(value: string | undefined): string | undefined {
  return value?.replace(
    /\{\{\s*env_var\(\s*['"](\w+)['"]\s*(?:,\s*['"]([^'"]*)['"]\s*)?\)[^}]*\}\}/g,
    (_all, name: string, otherwise?: string) => otherwise || `{${name}}`,
  );
}

function known(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !/[{}]/.test(value);
}

function namespaceOf(adapter: string, config: Config): string {
  const text = (key: string): string | undefined => plain(textAt(config, key));
  if (adapter === 'bigquery') return 'bigquery';
  if (adapter === 'snowflake') return known(text('account')) ? `snowflake://${text('account')}` : 'snowflake';
  if (adapter === 'databricks') return known(text('host')) ? `unitycatalog://${text('host')}` : 'databricks';
  if (adapter === 'duckdb' || adapter === 'sqlite') return embedded(adapter, text('path'));
  if (adapter === 'athena')
    return known(text('region_name'))
      ? `awsathena://athena.${text('region_name')}.amazonaws.com`
      : 'awsathena';
  const scheme = HOSTED[adapter];
  if (scheme === undefined) return adapter;
  const host = text('host') ?? text('server');
  const port = text('port') ?? DEFAULT_PORTS[scheme];
  if (!known(host)) return scheme;
  return `${scheme}://${host}${known(port) ? `:${port}` : ''}`;
}

function embedded(adapter: string, path: string | undefined): string {
  return known(path) && path !== ':memory:' ? `${adapter}://${path}` : adapter;
}

function outputOf(profile: Config): [name: string, output: Config] | undefined {
  const outputs = Object.entries(configAt(profile, 'outputs')).filter((each): each is [string, Config] =>
    isConfig(each[1]),
  );
  const wanted = plain(textAt(profile, 'target'));
  return (
    outputs.find(([name]) => PRODUCTION.test(name)) ?? outputs.find(([name]) => name === wanted) ?? outputs[0]
  );
}

/** The production output of a profile; without one, the adapter that the repository installs. */
export function targetOf(profile: ConfigValue | undefined, installed: string | undefined): DbtTarget {
  const output = isConfig(profile) ? outputOf(profile) : undefined;
  if (!output) {
    const namespace = installed === undefined ? undefined : namespaceOf(installed, {});
    return { name: 'prod', adapter: installed, database: '', schema: '', namespace, config: {} };
  }
  const [name, config] = output;
  const adapter = textAt(config, 'type') ?? installed;
  const text = (...keys: string[]): string =>
    keys.map((key) => plain(textAt(config, key))).find((each) => each !== undefined) ?? '';
  const database = text('database', 'dbname', 'project', 'catalog');
  const usual = adapter === 'duckdb' ? 'main' : '';
  return {
    name,
    adapter,
    database: adapter === 'duckdb' ? database || duckDatabase(text('path')) : database,
    schema: text('schema', 'dataset') || usual,
    namespace: adapter === undefined ? undefined : namespaceOf(adapter, config),
    config,
  };
}

/** DuckDB calls a database by its file. */
function duckDatabase(path: string): string {
  return /([^/\\]+?)(?:\.\w+)?$/.exec(path)?.[1] ?? '';
}
