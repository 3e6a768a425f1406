import { isObject, type Json, type JsonObject, nodeOf, objectAt, textAt } from '../parsing/syntaxTree.js';
import type { Relation } from './relation.js';

/** The name that a column has which nobody names. */
export function outputName(value: Json, position: number): string {
  const found = nodeOf(value);
  const name = found && (textAt(found.node, 'name', 'name') ?? textAt(found.node, 'name') ?? found.kind);
  return name ?? `column${position + 1}`;
}

/** Two columns of one name stay two: an INSERT takes them by position. */
export function freeName(relation: Relation, name: string): string {
  let free = name;
  for (let count = 2; relation.columns.has(free); count += 1) free = `${name}#${count}`;
  return free;
}

/** T-SQL also names a column by `name = expression`. */
export function aliasedColumn(kind: string, node: JsonObject): { name: string; value: Json } | undefined {
  if (kind === 'alias') return { name: textAt(node, 'alias', 'name') ?? '', value: node.this };
  const left = kind === 'eq' ? objectAt(node, 'left', 'column') : undefined;
  if (!left || isObject(left.table)) return undefined;
  return { name: textAt(left, 'name', 'name') ?? '', value: node.right };
}
