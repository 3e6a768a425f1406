import type { SqlOrigin } from '../../facts/sqlScript.js';

/** What a query yields: where each named column comes from, and which reads pass whole or only choose rows. */
export interface Relation {
  columns: Map<string, SqlOrigin[]>;
  whole: Set<number>;
  rows: Set<number>;
}

export function emptyRelation(): Relation {
  return { columns: new Map(), whole: new Set(), rows: new Set() };
}

export function addOrigins(relation: Relation, name: string, origins: readonly SqlOrigin[]): void {
  const known = relation.columns.get(name) ?? [];
  for (const origin of origins) {
    if (!known.some((each) => each.read === origin.read && each.column === origin.column)) known.push(origin);
  }
  relation.columns.set(name, known);
}

/** Adds everything of `from`, as `SELECT from.*` does. */
export function absorb(into: Relation, from: Relation): void {
  for (const [name, origins] of from.columns) addOrigins(into, name, origins);
  for (const read of from.whole) into.whole.add(read);
  absorbRows(into, from);
}

/** Only the rows of `into` depend on `from`. */
export function absorbRows(into: Relation, from: Relation): void {
  for (const read of touchedBy(from)) into.rows.add(read);
}

export function touchedBy(relation: Relation): Set<number> {
  const touched = new Set([...relation.whole, ...relation.rows]);
  for (const origins of relation.columns.values()) for (const origin of origins) touched.add(origin.read);
  return touched;
}

export function originsOfColumn(relation: Relation, name: string): SqlOrigin[] {
  const known = relation.columns.get(name) ?? relation.columns.get(name.toLowerCase());
  if (known) return known;
  return [...relation.whole].map((read) => ({ read, column: name }));
}
