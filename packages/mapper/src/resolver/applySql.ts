import { datasetOfUri, type MapConfidence } from '@driftline/contracts';
import type { SqlColumn, SqlScript, SqlStatement, SqlTable } from '../facts/sqlScript.js';
import type { TableSpace } from '../interpreter/machine.js';
import {
  type Flow,
  flowOfDataset,
  joinFlows,
  NO_FLOW,
  pickColumn,
  valueOrigins,
  withRows,
} from '../values/flow.js';
import type { ActivityRecord, Place } from '../values/records.js';
import type { Recorder } from './recorder.js';

export interface SqlContext {
  activity: ActivityRecord;
  space: TableSpace;
  /** Where the table of a line of the script stands. */
  place(line: number, endLine: number): Place;
  confidence: MapConfidence;
  /** Data that code around the query gave names, and the temporary tables of queries before it. */
  views?: { get(name: string): Flow | undefined; set(name: string, flow: Flow): void };
}

const WITH_PUBLIC: ReadonlySet<string> = new Set(['postgres', 'redshift']);

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

function internTable(recorder: Recorder, context: SqlContext, table: SqlTable): number {
  if (table.namespace !== undefined) {
    return recorder.datasets.intern(table.namespace, table.name, table.kind ?? 'table');
  }
  if (!table.location) {
    return recorder.datasets.intern(
      context.space.namespace,
      qualifiedTable(context.space, table.name),
      'table',
    );
  }
  const { namespace, name } = datasetOfUri(table.name);
  const local = namespace === 'file' ? recorder.paths.locate(name, context.activity.path) : name;
  return recorder.datasets.intern(namespace, local, undefined);
}

function confidenceOf(context: SqlContext, table: SqlTable): MapConfidence {
  return /\{[^{}]*\}/.test(table.name) ? 'possible' : context.confidence;
}

function columnFlow(reads: readonly Flow[], column: SqlColumn): Set<string> {
  const origins = column.origins.map((origin) => pickColumn(reads[origin.read] ?? NO_FLOW, origin.column));
  return new Set(origins.flatMap((flow) => [...valueOrigins(flow)]));
}

/** What a statement yields, given what each of its reads holds. */
function statementFlow(statement: SqlStatement, reads: readonly Flow[]): Flow {
  let flow: Flow = {
    columns: new Map(statement.columns.map((column) => [column.name, columnFlow(reads, column)])),
    rest: new Set(),
    rows: new Set(),
  };
  for (const read of statement.whole) flow = joinFlows(flow, reads[read] ?? NO_FLOW);
  for (const read of statement.rows) flow = withRows(flow, reads[read] ?? NO_FLOW);
  return flow;
}

/** Records the accesses of a script in order, temporary tables carrying data between statements; answers the last query. */
export function applySql(recorder: Recorder, script: SqlScript, context: SqlContext): Flow {
  const temporary = context.views ?? new Map<string, Flow>();
  let answer = NO_FLOW;
  for (const statement of script.statements) {
    const reads = statement.reads.map((table): Flow => {
      const held = table.location ? undefined : temporary.get(table.name.toLowerCase());
      if (held) return held;
      const dataset = internTable(recorder, context, table);
      const details = { confidence: confidenceOf(context, table), analyzer: 'sql' };
      recorder.access('reads', context.activity, dataset, context.place(table.line, table.line), details);
      return flowOfDataset(dataset);
    });
    const flow = statementFlow(statement, reads);
    recorder.noteColumns(flow);
    for (const name of statement.temporary) temporary.set(name.toLowerCase(), flow);
    for (const table of statement.writes) {
      const held = temporary.get(table.name.toLowerCase());
      if (held) temporary.set(table.name.toLowerCase(), joinFlows(held, flow));
      else recordWrite(recorder, context, statement, table, flow);
    }
    if (statement.writes.length === 0 && statement.temporary.length === 0) answer = flow;
  }
  return answer;
}

function recordWrite(
  recorder: Recorder,
  context: SqlContext,
  statement: SqlStatement,
  table: SqlTable,
  flow: Flow,
): void {
  const dataset = internTable(recorder, context, table);
  const details = { confidence: confidenceOf(context, table), analyzer: 'sql', flow };
  recorder.access('writes', context.activity, dataset, context.place(table.line, statement.endLine), details);
}
