import { datasetOfUri } from '@driftline/contracts';
import type { TableSpace } from '../interpreter/machine.js';
import { stringOf } from '../values/texts.js';
import type { Value } from '../values/value.js';
import { storedField } from './arguments.js';

/** The space of tables whose server nothing names. */
export const UNKNOWN_SPACE: TableSpace = { namespace: 'sql', prefix: '' };

const SCHEMES: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  redshift: 'redshift',
  mysql: 'mysql',
  mariadb: 'mysql',
  mssql: 'mssql',
  oracle: 'oracle',
  snowflake: 'snowflake',
  bigquery: 'bigquery',
  trino: 'trino',
  presto: 'trino',
  clickhouse: 'clickhouse',
  awsathena: 'awsathena',
  hive: 'hive',
  databricks: 'databricks',
};

function embedded(scheme: string, path: string): TableSpace {
  return { namespace: path === '' || path === ':memory:' ? scheme : `${scheme}://${path}`, prefix: '' };
}

/** The space that a database URL opens: user, password and options are dropped. */
export function tableSpaceOfUrl(url: string): TableSpace {
  const match = /^([a-z0-9]+)(?:\+\w+)?:\/\/(?:[^@/]*@)?([^/?]*)\/*([^?]*)/i.exec(url);
  if (!match) return UNKNOWN_SPACE;
  const written = (match[1] ?? '').toLowerCase();
  const [host = '', path = ''] = [match[2], match[3]];
  if (written === 'sqlite' || written === 'duckdb') return embedded(written, `${host}${path}`);
  const scheme = SCHEMES[written];
  if (scheme === undefined) return UNKNOWN_SPACE;
  if (scheme === 'bigquery') return { namespace: scheme, prefix: [host, path].filter(Boolean).join('.') };
  const { namespace } = datasetOfUri(`${scheme}://${host}`);
  return { namespace, prefix: path.replaceAll('/', '.') };
}

/** Where the tables of a connection, an engine or a URL live. */
export function tableSpaceOf(connection: Value | undefined): TableSpace {
  const url = stringOf(connection);
  if (url !== undefined) return tableSpaceOfUrl(url);
  const namespace = stringOf(storedField(connection, 'namespace'));
  if (namespace === undefined) return UNKNOWN_SPACE;
  return { namespace, prefix: stringOf(storedField(connection, 'prefix')) ?? '' };
}
