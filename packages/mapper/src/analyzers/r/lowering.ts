import type { Position } from '../../facts/position.js';
import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';

/** Expressions and statements hold each other: what lowers a part of one finds the others here. */
export interface LoweringRules {
  expression(this: Lowering, node: SyntaxNode): Expression;
  block(this: Lowering, nodes: readonly SyntaxNode[]): Statement[];
  functionBody(this: Lowering, body: SyntaxNode | undefined): Statement[];
}

/** The text under lowering and what is collected on the way. */
export interface Lowering extends LoweringRules {
  readonly text: string;
  /** Where a part of the text stands in its file, when the text is only a part of that. */
  readonly place?: (position: Position) => Position;
  readonly calls: Set<string>;
  /** Statements that run before the one under lowering: R has no line between statements and expressions. */
  before: Statement[];
  /** Bare names may be columns of the data that stands first in the call. */
  masked: boolean;
  /** Names that are used as values, with the offset of the first use. */
  readonly used: Map<string, number>;
  /** Names that are given a value somewhere. */
  readonly given: Set<string>;
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function newLowering(
  { expression, block, functionBody }: LoweringRules,
  text: string,
  place?: Lowering['place'],
): Lowering {
  return {
    expression,
    block,
    functionBody,
    text,
    ...(place ? { place } : {}),
    calls: new Set(),
    before: [],
    masked: false,
    used: new Map(),
    given: new Set(),
  };
}

export function sourceOf(lowering: Lowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

export function positionOf(lowering: Lowering, node: SyntaxNode): Position {
  const position: Position = [node.line, node.endLine, node.start, node.end];
  return lowering.place ? lowering.place(position) : position;
}

/** A name as it stands, without the backticks that quote it. */
export function nameOf(lowering: Lowering, node: SyntaxNode): string {
  const source = sourceOf(lowering, node);
  return source.startsWith('`') && source.endsWith('`') && source.length > 1 ? source.slice(1, -1) : source;
}

/** The operator between two sides, `%>%` and its kin in full. */
export function operatorOf(lowering: Lowering, node: SyntaxNode): string {
  if (node.operator !== undefined && node.operator !== 'special') return node.operator;
  const [left, right] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  const between = lowering.text.slice(left?.end ?? node.start, right?.start ?? node.end);
  return /%[^%\n]*%/.exec(between)?.[0] ?? between.trim();
}

export function constantOf(value: string | number | boolean | null): Expression {
  return { kind: 'constant', value };
}

export function callOf(
  lowering: Lowering,
  node: SyntaxNode,
  name: string,
  args: readonly Expression[],
): Extract<Expression, { kind: 'call' }> {
  lowering.calls.add(name);
  return {
    kind: 'call',
    callee: { kind: 'name', name },
    args: args.map((value) => ({ value })),
    at: positionOf(lowering, node),
  };
}

/** Runs `lower` with bare names taken for columns or not. */
export function masking<Result>(lowering: Lowering, masked: boolean, lower: () => Result): Result {
  const outer = lowering.masked;
  lowering.masked = masked;
  const result = lower();
  lowering.masked = outer;
  return result;
}

/** The object of a class of its own, whatever the kind of class calls it. */
export function ownObject(name: string): Expression {
  return { kind: 'name', name: name === '.self' ? 'this' : name === 'this' ? name : 'self' };
}
