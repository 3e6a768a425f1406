import type { Position } from '../../facts/position.js';
import type { Argument, Expression, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way. */
export interface GoLowering {
  readonly text: string;
  readonly calls: Set<string>;
  /** Names that each function around this place declares, the innermost last. */
  readonly declared: Set<string>[];
  /** What must happen before the expression under lowering, and after it. */
  before: Statement[];
  after: Statement[];
  /** Counts names that only the lowering uses. */
  names: number;
  /** Expressions and statements hold each other: what lowers a part of one finds the others here. */
  expression(node: SyntaxNode): Expression;
  block(node: SyntaxNode): Statement[];
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: GoLowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

export function positionOf(node: SyntaxNode): Position {
  return [node.line, node.endLine, node.start, node.end];
}

export function constantOf(value: string | number | boolean | null): Expression {
  return { kind: 'constant', value };
}

export function plainName(name: string): Expression {
  return { kind: 'name', name };
}

export function assigned(name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [plainName(name)], value };
}

/** A call of one of the language's own rules. */
export function ruleCall(
  lowering: GoLowering,
  rule: string,
  args: readonly Expression[],
  node: SyntaxNode,
): Expression {
  return callOf(
    lowering,
    plainName(`go.${rule}`),
    args.map((value) => ({ value })),
    node,
  );
}

export function callOf(
  lowering: GoLowering,
  callee: Expression,
  args: Argument[],
  node: SyntaxNode,
): Expression {
  if (callee.kind === 'name' || callee.kind === 'member') lowering.calls.add(callee.name);
  return { kind: 'call', callee, args, at: positionOf(node) };
}

/** A name that the code cannot have. */
export function freshName(lowering: GoLowering, purpose: string): string {
  lowering.names += 1;
  return `<${purpose} ${lowering.names}>`;
}
