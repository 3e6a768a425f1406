import { canonicalKey, type MapConfidence } from '@driftline/contracts';
import type {
  SqlColumn,
  SqlModel,
  SqlReference,
  SqlScript,
  SqlStatement,
  SqlTable,
} from '../facts/sqlScript.js';
import type { TableSpace } from '../interpreter/machine.js';
import {
  type Flow,
  flowOfDataset,
  joinFlows,
  NO_FLOW,
  pickColumn,
  pickColumns,
  valueOrigins,
  withoutColumns,
  withRows,
} from '../values/flow.js';
import type { ActivityRecord, Place } from '../values/records.js';
import { weaker } from '../values/text.js';
import type { Recorder } from './recorder.js';
import { internTable } from './sqlTables.js';

export interface SqlContext {
  activity: ActivityRecord;
  space: TableSpace;
  /** Where the table of a line of the script stands. */
  place(line: number, endLine: number): Place;
  confidence: MapConfidence;
  /** Language of the script, when it is another than SQL. */
  analyzer?: string;
  /** The script is a text that code builds: a table that is nothing but a gap in it is a value nobody knows. */
  built?: true;
  /** Data that code around the query gave names, and the temporary tables of queries before it. */
  views?: { get(name: string): Flow | undefined; set(name: string, flow: Flow): void };
}

type Views = NonNullable<SqlContext['views']>;

function confidenceOf(context: SqlContext, statement: SqlStatement, table: SqlTable): MapConfidence {
  if (/\{[^{}]*\}/.test(table.name)) return 'possible';
  return statement.inferred ? weaker('inferred', context.confidence) : context.confidence;
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

/** A table that lives as long as a session and that this script did not make: another script of the session did. */
function isForeignTemporary(table: SqlTable): boolean {
  return (
    table.namespace === undefined &&
    !table.location &&
    /^(?:##?|@)\w+$/.test(table.name) &&
    table.kind === undefined
  );
}

/** A name of which code only says which value goes there; names in capitals are settings, which have that name. */
function isGap(table: SqlTable): boolean {
  return /^\{[a-z_][\w.]*\}$/.test(table.name.replace(/[`"[\]]/g, '')) && !/^\{[A-Z]/.test(table.name);
}

class SqlApplication {
  private readonly views: Views;
  private answer = NO_FLOW;

  constructor(
    private readonly recorder: Recorder,
    private readonly context: SqlContext,
  ) {
    this.views = context.views ?? new Map<string, Flow>();
  }

  run(script: SqlScript): Flow {
    for (const { line, reason } of script.unresolved ?? [])
      this.recorder.unresolved(this.context.place(line, line), reason);
    for (const call of script.calls ?? []) this.call(call);
    for (const include of script.includes ?? []) this.include(include);
    for (const statement of script.statements) this.apply(statement);
    return this.answer;
  }

  private intern(table: SqlTable): number {
    return internTable(this.recorder, this.context, table);
  }

  private apply(statement: SqlStatement): void {
    for (const [left, right] of statement.aliases ?? []) this.join(left, right);
    const reads = statement.reads.map((table) => this.read(statement, table));
    const flow = statementFlow(statement, reads);
    this.recorder.noteColumns(flow);
    for (const model of statement.models ?? []) this.train(model, flow);
    for (const model of statement.serves ?? []) this.serve(model);
    for (const name of statement.temporary) this.views.set(name.toLowerCase(), flow);
    for (const table of statement.writes) this.write(statement, table, flow);
    if (statement.writes.length === 0 && statement.temporary.length === 0) this.answer = flow;
  }

  private read(statement: SqlStatement, table: SqlTable): Flow {
    const held = table.location ? undefined : this.views.get(table.name.toLowerCase());
    if (held) return held;
    const { recorder, context } = this;
    const place = context.place(table.line, table.line);
    if (isForeignTemporary(table)) {
      recorder.unresolved(
        place,
        `the temporary table ${table.name} is made by another script`,
        context.activity.key,
      );
      return NO_FLOW;
    }
    if (this.isUnknown(table, place)) return NO_FLOW;
    const dataset = this.intern(table);
    const details = {
      confidence: confidenceOf(context, statement, table),
      analyzer: context.analyzer ?? 'sql',
    };
    recorder.access('reads', context.activity, dataset, place, details);
    return flowOfDataset(dataset);
  }

  /** Lists a table that nothing names. */
  private isUnknown(table: SqlTable, place: Place): boolean {
    const unknown = this.context.built === true && isGap(table);
    if (unknown)
      this.recorder.unresolved(
        place,
        `the table is not a constant: ${table.name}`,
        this.context.activity.key,
      );
    return unknown;
  }

  private write(statement: SqlStatement, table: SqlTable, flow: Flow): void {
    const { recorder, context } = this;
    const held = this.views.get(table.name.toLowerCase());
    if (held) {
      this.views.set(table.name.toLowerCase(), joinFlows(held, flow));
      return;
    }
    if (isForeignTemporary(table)) return;
    if (this.isUnknown(table, context.place(table.line, statement.endLine))) return;
    const details = {
      confidence: confidenceOf(context, statement, table),
      analyzer: this.context.analyzer ?? 'sql',
      flow,
      ...(statement.partial ? { partial: true } : {}),
    };
    recorder.access(
      'writes',
      context.activity,
      this.intern(table),
      context.place(table.line, statement.endLine),
      details,
    );
  }

  /** Two names of one dataset: the second, where the data lie, stands for both. */
  private join(left: SqlTable, right: SqlTable): void {
    const { datasets } = this.recorder;
    const [from, into] = [datasets.resolve(this.intern(left)), datasets.resolve(this.intern(right))];
    datasets.merge(from, into);
  }

  private modelDataset({ name }: { name: string }): number {
    return this.intern({ name, line: 0, kind: 'model' });
  }

  private train(model: SqlModel, flow: Flow): void {
    const { recorder, context } = this;
    const place = context.place(model.line, model.line);
    const lower = new Set(model.labels.map((label) => label.toLowerCase()));
    const labels = [...flow.columns.keys()].filter((column) => lower.has(column.toLowerCase()));
    const features = withoutColumns(flow, [...labels, ...model.ignored]);
    const name = model.name.split('.').at(-1) ?? model.name;
    const key = `${context.activity.key}|${place.path}|${canonicalKey(context.space.namespace, model.name)}`;
    const record = {
      key,
      names: new Map([[name, 2]]),
      framework: model.framework,
      place,
      confidence: context.confidence,
    };
    const trained = recorder.model(record, {
      activity: context.activity,
      features,
      labels: labels.length > 0 ? pickColumns(flow, labels) : NO_FLOW,
    });
    recorder.save(this.modelDataset(model), [trained]);
  }

  private serve(model: SqlTable): void {
    const { activity, place } = this.context;
    const flow = flowOfDataset(this.modelDataset(model));
    this.recorder.served.push({ flow, activity, place: place(model.line, model.line) });
  }

  /** A procedure that a script of the repository defines: the caller runs that script. */
  private call({ name, line }: SqlReference): void {
    const last = name.split('.').at(-1) ?? name;
    const script = this.recorder.catalogue.get('sql-routine', last.toLowerCase());
    if (script) this.runs(script.location, line);
  }

  private include({ name, line }: SqlReference): void {
    const path = this.recorder.paths.locate(name.replaceAll('\\', '/'), this.context.activity.path);
    if (this.recorder.paths.has(path)) this.runs(path, line);
    else
      this.recorder.unresolved(
        this.context.place(line, line),
        `the included script ${name} is not in the repository`,
      );
  }

  private runs(path: string, line: number): void {
    const { activity: from, place, confidence } = this.context;
    if (path === from.path) return;
    const to: ActivityRecord = { key: path, name: path, path, language: 'sql', kind: 'query' };
    this.recorder.run({
      from,
      to,
      place: place(line, line),
      confidence,
      analyzer: this.context.analyzer ?? 'sql',
    });
  }
}

/** Records the accesses of a script in order, temporary tables carrying data between statements; answers the last query. */
export function applySql(recorder: Recorder, script: SqlScript, context: SqlContext): Flow {
  return new SqlApplication(recorder, context).run(script);
}
