import type { SqlOrigin } from '../../../facts/sqlScript.js';

/** What a query yields: where each named column comes from, and which reads pass whole or only choose rows. */
export interface Relation {
  columns: Map<string, SqlOrigin[]>;
  whole: Set<number>;
  rows: Set<number>;
  /** What columns that have no known origin of their own are made of: a pivot's, a table function's. */
  mixed: SqlOrigin[];
}

/** A column of a read that nothing names. */
const ANY_COLUMN = '*';

export function emptyRelation(): Relation {
  return { columns: new Map(), whole: new Set(), rows: new Set(), mixed: [] };
}

/** One or several reads as they are. */
export function wholeRelation(reads: Iterable<number>): Relation {
  return { ...emptyRelation(), whole: new Set(reads) };
}

function unite(known: SqlOrigin[], origins: readonly SqlOrigin[]): void {
  for (const origin of origins) {
    if (!known.some((each) => each.read === origin.read && each.column === origin.column)) known.push(origin);
  }
}

export function addOrigins(relation: Relation, name: string, origins: readonly SqlOrigin[]): void {
  const known = relation.columns.get(name) ?? [];
  unite(known, origins);
  relation.columns.set(name, known);
}

export function addMixed(relation: Relation, origins: readonly SqlOrigin[]): void {
  unite(relation.mixed, origins);
}

/** Adds everything of `from`, as `SELECT from.*` does. */
export function absorb(into: Relation, from: Relation): void {
  for (const [name, origins] of from.columns) addOrigins(into, name, origins);
  for (const read of from.whole) into.whole.add(read);
  unite(into.mixed, from.mixed);
  absorbRows(into, from);
}

/** Only the rows of `into` depend on `from`. */
export function absorbRows(into: Relation, from: Relation): void {
  for (const read of touchedBy(from)) into.rows.add(read);
}

export function touchedBy(relation: Relation): Set<number> {
  const touched = new Set([...relation.whole, ...relation.rows]);
  for (const { read } of relation.mixed) touched.add(read);
  for (const origins of relation.columns.values()) for (const { read } of origins) touched.add(read);
  return touched;
}

/** Every origin that gives a value: of named columns, of whole reads, of what is mixed. */
export function valuesOf(relation: Relation): SqlOrigin[] {
  const whole = [...relation.whole].map((read): SqlOrigin => ({ read, column: ANY_COLUMN }));
  return [...[...relation.columns.values()].flat(), ...whole, ...relation.mixed];
}

/** The relation's column of that name, whatever its case. */
export function columnNamed(relation: Relation, name: string): SqlOrigin[] | undefined {
  const known = relation.columns.get(name);
  if (known || relation.columns.size === 0) return known;
  const lower = name.toLowerCase();
  for (const [each, origins] of relation.columns) if (each.toLowerCase() === lower) return origins;
  return undefined;
}

export function originsOfColumn(relation: Relation, name: string): SqlOrigin[] {
  const known = columnNamed(relation, name);
  if (known) return known;
  return [...[...relation.whole].map((read) => ({ read, column: name })), ...relation.mixed];
}

/** The same columns under other names, by position. */
export function underNames(relation: Relation, names: readonly string[]): Relation {
  if (names.length === 0) return relation;
  const origins = [...relation.columns.values()];
  const unknown = origins.length < names.length ? valuesOf({ ...relation, columns: new Map() }) : [];
  const columns = new Map(names.map((name, index) => [name, origins[index] ?? unknown]));
  return { columns, whole: new Set(), rows: new Set([...relation.rows, ...relation.whole]), mixed: [] };
}
