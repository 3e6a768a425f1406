import { UNKNOWN_SPACE } from '../../../libraries/tableSpace.js';
import type { DbtProject } from './dbtProject.js';
import type { RelationName } from './relation.js';

/** Servers without schemas below their databases. */
const TWO_LEVELS = /^(mysql|clickhouse|hive|teradata)\b/;
const EMBEDDED = /^(duckdb|sqlite)\b/;

const DIALECTS: Readonly<Record<string, string>> = {
  databricks: 'spark',
  starburst: 'trino',
  athena: 'trino',
  sqlserver: 'tsql',
  synapse: 'tsql',
};

/** The dialect of a project's SQL; undefined when nothing names its adapter. */
export function dialectOf({ target }: DbtProject): string | undefined {
  return target.adapter === undefined ? undefined : (DIALECTS[target.adapter] ?? target.adapter);
}

export function namespaceOf({ target }: DbtProject): string {
  return target.namespace ?? UNKNOWN_SPACE.namespace;
}

/** A relation's name as its warehouse's datasets are named. */
export function datasetName(namespace: string, { database, schema, identifier }: RelationName): string {
  const parts = TWO_LEVELS.test(namespace)
    ? [schema || database, identifier]
    : EMBEDDED.test(namespace)
      ? [schema === 'main' ? '' : schema, identifier]
      : [database, schema, identifier];
  return parts.filter((part) => part !== '').join('.');
}
