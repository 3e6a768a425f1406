import type { SqlOrigin } from '../../facts/sqlScript.js';
import { childOf, type KqlNode, stringLiteral } from './kqlNode.js';
import type { KqlReader } from './kqlReader.js';
import type { KqlScope } from './kqlScope.js';
import { absorbRows, emptyRelation, originsOfColumn, type Relation } from './relation.js';

/** What an expression is computed from. */
export interface Scalar {
  origins: SqlOrigin[];
  /** Tables that only decide, as in `x in (T)`. */
  rows: Relation;
}

const TABULAR = /^(PipeExpression|MaterializeExpression|UnionOperator|ExternalDataExpression|FindOperator)$/;

export function functionName(node: KqlNode): string {
  return childOf(node, 'Name')?.text ?? '';
}

export function argumentsOf(node: KqlNode): KqlNode[] {
  return childOf(node, 'ArgumentList')?.children ?? [];
}

/** The one text that an expression is known to be. */
export function textOf(node: KqlNode | undefined, scope: KqlScope): string | undefined {
  if (!node) return undefined;
  if (node.type === 'LiteralExpression') return stringLiteral(node.text ?? '');
  if (node.type === 'CompoundStringLiteralExpression') return node.text;
  if (node.type === 'ParenthesizedExpression') return textOf(node.children[0], scope);
  if (node.type === 'NameReference') {
    const binding = scope.get(node.text ?? '');
    return binding?.kind === 'text' ? binding.text : undefined;
  }
  if (node.type !== 'FunctionCallExpression' || functionName(node) !== 'strcat') return undefined;
  const parts = argumentsOf(node).map((each) => textOf(each, scope));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function addTable(scalar: Scalar, relation: Relation, decides: boolean): void {
  if (!decides) {
    for (const origins of relation.columns.values()) scalar.origins.push(...origins);
    for (const read of relation.whole) scalar.origins.push({ read, column: '*' });
  }
  absorbRows(scalar.rows, relation);
}

function addName(node: KqlNode, relation: Relation, scope: KqlScope, scalar: Scalar, decides: boolean): void {
  const name = node.text ?? '';
  const binding = scope.get(name);
  if (relation.columns.has(name) || !binding) scalar.origins.push(...originsOfColumn(relation, name));
  else if (binding.kind === 'table' || binding.kind === 'scalar') addTable(scalar, binding.relation, decides);
}

/** A list after `in`: the names of tables in it decide which rows stay. */
function addList(
  reader: KqlReader,
  node: KqlNode,
  relation: Relation,
  scope: KqlScope,
  scalar: Scalar,
): void {
  for (const child of node.children) {
    const binding = child.type === 'NameReference' ? scope.get(child.text ?? '') : undefined;
    if (binding?.kind === 'function') addTable(scalar, reader.rules.tabular(reader, child, scope), true);
    else collect(reader, child, relation, scope, scalar, true);
  }
}

function isTabularCall(node: KqlNode, reader: KqlReader, scope: KqlScope): boolean {
  if (node.type !== 'FunctionCallExpression') return false;
  const name = functionName(node);
  if (/^(table|external_table|materialized_view|_GetWatchlist)$/i.test(name)) return true;
  return scope.get(name)?.kind === 'function' && reader.spend();
}

function collect(
  reader: KqlReader,
  node: KqlNode,
  relation: Relation,
  scope: KqlScope,
  scalar: Scalar,
  decides: boolean,
): void {
  if (!reader.spend()) return;
  if (TABULAR.test(node.type) || isTabularCall(node, reader, scope)) {
    addTable(scalar, reader.rules.tabular(reader, node, scope), decides);
    if (node.type === 'FunctionCallExpression')
      for (const each of argumentsOf(node)) collect(reader, each, relation, scope, scalar, decides);
  } else if (node.type === 'ToScalarExpression') {
    const inner = childOf(node, 'Expression');
    if (inner) addTable(scalar, reader.rules.tabular(reader, inner, scope), decides);
  } else if (node.type === 'NameReference') addName(node, relation, scope, scalar, decides);
  else if (node.type === 'PathExpression') {
    const first = childOf(node, 'Expression');
    if (first) collect(reader, first, relation, scope, scalar, decides);
  } else if (node.type === 'FunctionCallExpression') {
    for (const each of argumentsOf(node)) collect(reader, each, relation, scope, scalar, decides);
  } else if (node.type === 'InExpression' || node.type === 'HasAnyExpression') {
    const [left, right] = [childOf(node, 'Left'), childOf(node, 'Right')];
    if (left) collect(reader, left, relation, scope, scalar, decides);
    if (right) addList(reader, right, relation, scope, scalar);
  } else {
    for (const child of node.children) collect(reader, child, relation, scope, scalar, decides);
  }
}

/** Reads an expression over the columns of `relation`. `decides`: it chooses rows and gives no value, as in `where`. */
export function readScalar(
  reader: KqlReader,
  node: KqlNode | undefined,
  relation: Relation,
  scope: KqlScope,
  decides = false,
): Scalar {
  const scalar: Scalar = { origins: [], rows: emptyRelation() };
  if (node) collect(reader, node, relation, scope, scalar, decides);
  return scalar;
}
