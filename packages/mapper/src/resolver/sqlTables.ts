import { datasetOfUri } from '@driftline/contracts';
import type { SqlTable } from '../facts/sqlScript.js';
import type { TableSpace } from '../interpreter/machine.js';
import type { ActivityRecord } from '../values/records.js';
import type { Recorder } from './recorder.js';

interface TableContext {
  activity: ActivityRecord;
  space: TableSpace;
}

const WITH_PUBLIC: ReadonlySet<string> = new Set(['postgres', 'redshift']);
const STAGE = /^@((?:[\w$"%~{}]|\.(?=[\w"]))+)\/?(.*)$/s;

/** The full name of a table in a space: parts that the query leaves out come from the connection. */
function qualifiedTable(space: TableSpace, name: string): string {
  const parts = name.split('.').length;
  if (space.prefix === '' || parts >= 3) return name;
  const scheme = space.namespace.split(':')[0] ?? '';
  if (/kusto$/.test(scheme)) return name.includes('/') ? name : `${space.prefix}/${name}`;
  const prefixParts = space.prefix.split('.').length;
  if (parts === 2 && prefixParts > 1) return `${space.prefix.split('.').slice(0, -1).join('.')}.${name}`;
  return parts === 1 && prefixParts === 1 && WITH_PUBLIC.has(scheme)
    ? `${space.prefix}.public.${name}`
    : `${space.prefix}.${name}`;
}

/** A path below a stage or an external data source, when the repository says where that lies. */
function stagedLocation(recorder: Recorder, name: string): string | undefined {
  const staged = STAGE.exec(name);
  const stage = staged?.[1]?.split('.').at(-1)?.replaceAll('"', '').toLowerCase();
  const entry = stage === undefined ? undefined : recorder.catalogue.get('sql-stage', stage);
  if (!entry) return undefined;
  return `${entry.location.replace(/\/+$/, '')}/${staged?.[2] ?? ''}`;
}

/** The dataset that a table of a statement is, in the space in which the statement runs. */
export function internTable(recorder: Recorder, context: TableContext, table: SqlTable): number {
  const { datasets } = recorder;
  if (table.namespace !== undefined)
    return datasets.intern(table.namespace, table.name, table.kind ?? 'table');
  const staged = table.name.startsWith('@') ? stagedLocation(recorder, table.name) : undefined;
  if (!table.location && staged === undefined) {
    return datasets.intern(
      context.space.namespace,
      qualifiedTable(context.space, table.name),
      table.kind ?? 'table',
    );
  }
  const { namespace, name } = datasetOfUri(staged ?? table.name);
  const local = namespace === 'file' ? recorder.paths.locate(name, context.activity.path) : name;
  return datasets.intern(namespace, local, undefined);
}
