/** A column of a dataset, as `dataset<TAB>column`. Column `*` is unknown or every column; empty means its rows only. */
export type Origin = string;

/**
 * Which datasets reach a value. `columns`: named columns of a frame and where they come from; `rest`: what every other
 * column may come from (empty when all columns are named); `rows`: datasets that only decide which rows there are.
 */
export interface Flow {
  readonly columns: ReadonlyMap<string, ReadonlySet<Origin>>;
  readonly rest: ReadonlySet<Origin>;
  readonly rows: ReadonlySet<Origin>;
}

const NONE: ReadonlySet<Origin> = new Set();
export const NO_FLOW: Flow = { columns: new Map(), rest: NONE, rows: NONE };

export function originOf(dataset: number, column: string): Origin {
  return `${dataset}\t${column}`;
}

export function splitOrigin(origin: Origin): { dataset: number; column: string } {
  const tab = origin.indexOf('\t');
  return { dataset: Number(origin.slice(0, tab)), column: origin.slice(tab + 1) };
}

/** The whole of one dataset: of `columns` only, when they are known. */
export function flowOfDataset(dataset: number, columns?: readonly string[]): Flow {
  if (!columns) return { columns: new Map(), rest: new Set([originOf(dataset, '*')]), rows: NONE };
  const named = columns.map((column): [string, Set<Origin>] => [
    column,
    new Set([originOf(dataset, column)]),
  ]);
  return { columns: new Map(named), rest: NONE, rows: NONE };
}

export function isEmptyFlow(flow: Flow): boolean {
  return flow === NO_FLOW || (flow.columns.size === 0 && flow.rest.size === 0 && flow.rows.size === 0);
}

function unite(left: ReadonlySet<Origin>, right: ReadonlySet<Origin>): ReadonlySet<Origin> {
  if (right.size === 0 || left === right) return left;
  return left.size === 0 ? right : new Set([...left, ...right]);
}

function rowsOf(origins: Iterable<Origin>): Set<Origin> {
  return new Set([...origins].map((origin) => originOf(splitOrigin(origin).dataset, '')));
}

/** Every origin that gives a value, rows left out. */
export function valueOrigins(flow: Flow): Set<Origin> {
  const all = new Set(flow.rest);
  for (const origins of flow.columns.values()) for (const origin of origins) all.add(origin);
  return all;
}

/** Everything that has any influence. */
export function allOrigins(flow: Flow): Set<Origin> {
  return new Set([...valueOrigins(flow), ...flow.rows]);
}

/** Both flows at once: branches, merges, and whatever mixes two values. */
export function joinFlows(left: Flow, right: Flow): Flow {
  if (left === right || isEmptyFlow(right)) return left;
  if (isEmptyFlow(left)) return right;
  const columns = new Map(left.columns);
  for (const [name, origins] of right.columns) columns.set(name, unite(columns.get(name) ?? NONE, origins));
  return { columns, rest: unite(left.rest, right.rest), rows: unite(left.rows, right.rows) };
}

function columnOrigins(flow: Flow, name: string): ReadonlySet<Origin> {
  const known = flow.columns.get(name);
  if (known) return known;
  const named = new Set<Origin>();
  for (const origin of flow.rest) {
    const { dataset, column } = splitOrigin(origin);
    named.add(column === '*' ? originOf(dataset, name) : origin);
  }
  return named;
}

/** One column as a series. */
export function pickColumn(flow: Flow, name: string): Flow {
  if (isEmptyFlow(flow)) return NO_FLOW;
  return { columns: new Map(), rest: columnOrigins(flow, name), rows: flow.rows };
}

/** Some columns as a frame that has no others. */
export function pickColumns(flow: Flow, names: readonly string[]): Flow {
  if (isEmptyFlow(flow)) return NO_FLOW;
  return {
    columns: new Map(names.map((name) => [name, columnOrigins(flow, name)])),
    rest: NONE,
    rows: flow.rows,
  };
}

/** A frame after `frame[name] = value`. */
export function withColumn(flow: Flow, name: string, value: Flow): Flow {
  const rows = unite(flow.rows, value.rows);
  return { columns: new Map(flow.columns).set(name, valueOrigins(value)), rest: flow.rest, rows };
}

export function withoutColumns(flow: Flow, names: readonly string[]): Flow {
  const columns = new Map([...flow.columns].filter(([name]) => !names.includes(name)));
  return { ...flow, columns };
}

/** Renames columns; a column that only `rest` knows becomes known under its new name. */
export function renameColumns(flow: Flow, names: ReadonlyMap<string, string>): Flow {
  if (isEmptyFlow(flow)) return NO_FLOW;
  const columns = new Map([...flow.columns].filter(([name]) => !names.has(name)));
  for (const [from, to] of names) {
    if (flow.columns.has(from) || flow.rest.size > 0) columns.set(to, columnOrigins(flow, from));
  }
  return { ...flow, columns };
}

/** A value computed from the whole of a flow: its columns have no names any more. */
export function blend(flow: Flow): Flow {
  return isEmptyFlow(flow) ? NO_FLOW : { columns: new Map(), rest: valueOrigins(flow), rows: flow.rows };
}

/** `flow` with rows that also depend on `other`. */
export function withRows(flow: Flow, other: Flow): Flow {
  if (isEmptyFlow(other)) return flow;
  return { ...flow, rows: unite(flow.rows, rowsOf(allOrigins(other))) };
}
