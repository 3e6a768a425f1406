import type { Machine, TableSpace } from '../../../interpreter/machine.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../../tableSpace.js';

const WORDS: readonly [RegExp, string][] = [
  [/bigquery|gcp|google/i, 'bigquery'],
  [/snowflake/i, 'snowflake'],
  [/redshift/i, 'redshift'],
  [/postgres|pg(_|$)/i, 'postgres'],
  [/mysql|maria/i, 'mysql'],
  [/mssql|sqlserver/i, 'mssql'],
  [/trino|presto/i, 'trino'],
  [/athena/i, 'awsathena'],
  [/oracle/i, 'oracle'],
  [/hive|databricks/i, 'hive'],
  [/clickhouse/i, 'clickhouse'],
  [/duckdb/i, 'duckdb'],
  [/sqlite/i, 'sqlite'],
];

/** The server behind a connection id: as the environment of the repository sets it, else what its name says. */
export function spaceOfConnection(
  machine: Machine,
  id: string | undefined,
  scheme: string | undefined,
  database: string | undefined,
): TableSpace {
  const url = id === undefined ? undefined : machine.environment(`AIRFLOW_CONN_${id.toUpperCase()}`);
  const known = url === undefined ? UNKNOWN_SPACE : tableSpaceOfUrl(url.replace(/^(\w+):\/\//, plainScheme));
  if (known.namespace !== UNKNOWN_SPACE.namespace) {
    return database === undefined ? known : { ...known, prefix: database };
  }
  const namespace =
    scheme ?? WORDS.find(([pattern]) => pattern.test(id ?? ''))?.[1] ?? UNKNOWN_SPACE.namespace;
  return { namespace, prefix: database ?? '' };
}

/** Airflow writes the type of a connection where a URL has its scheme. */
function plainScheme(_all: string, type: string): string {
  return `${type.replace(/^postgres$/, 'postgresql')}://`;
}
