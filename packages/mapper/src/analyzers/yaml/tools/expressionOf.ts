import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Argument, Expression } from '../../../facts/program.js';
import { entries, items, lineOf, resolved } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';

const MAXIMUM_DEPTH = 20;

/** A value of a document as the expression that gives it. */
export function expressionOf(document: CiDocument, node: Node | null, depth = 0): Expression {
  const own = resolved(document, node);
  if (depth > MAXIMUM_DEPTH) return { kind: 'mix', parts: [] };
  if (isSeq(own)) {
    return {
      kind: 'list',
      items: items(document, own).map((each) => expressionOf(document, each, depth + 1)),
    };
  }
  if (isMap(own)) {
    const fields = entries(document, own).map(({ key, value }): [Expression, Expression] => [
      { kind: 'constant', value: key },
      expressionOf(document, value, depth + 1),
    ]);
    return { kind: 'dict', entries: fields };
  }
  const value = isScalar(own) ? own.value : null;
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { kind: 'constant', value: plain ? value : value instanceof Date ? value.toISOString() : null };
}

/** `a.b.c` as an expression. */
export function dotted(name: string): Expression {
  const [first = '', ...rest] = name.split('.');
  return rest.reduce<Expression>((of, part) => ({ kind: 'member', of, name: part }), {
    kind: 'name',
    name: first,
  });
}

/** A call that stands where a node of the document stands. */
export function callAt(document: CiDocument, node: Node, callee: Expression, args: Argument[]): Expression {
  const line = lineOf(document, node);
  const [start = 0, end = start] = node.range ?? [];
  return { kind: 'call', callee, args, at: [line, line, start, Math.min(end, start + 80)] };
}
