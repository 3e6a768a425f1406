import type { Position } from '../../facts/position.js';
import type { Expression, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way. */
export interface JavascriptLowering {
  readonly text: string;
  readonly calls: Set<string>;
  /** Names that each function around this place declares, the innermost last. */
  readonly declared: Set<string>[];
  /** What must happen before the expression under lowering: functions, imports, values that are used twice. */
  before: Statement[];
  /** Counts names that only the lowering uses. */
  names: number;
  /** Expressions and statements hold each other: what lowers a part of one finds the others here. */
  expression(node: SyntaxNode): Expression;
  statements(nodes: readonly SyntaxNode[]): Statement[];
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: JavascriptLowering, node: SyntaxNode): string {
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

/** A name as code spells it: one that a function around declares is set there. */
export function nameOf(lowering: JavascriptLowering, name: string): Expression {
  const { declared } = lowering;
  const own = declared.at(-1)?.has(name) ?? true;
  const outer = !own && declared.slice(0, -1).some((names) => names.has(name));
  return outer ? { kind: 'name', name, outer: true } : { kind: 'name', name };
}

/** A call of one of the language's own rules. */
export function ruleCall(
  lowering: JavascriptLowering,
  rule: string,
  args: readonly Expression[],
  node: SyntaxNode,
): Expression {
  lowering.calls.add(`js.${rule}`);
  return {
    kind: 'call',
    callee: plainName(`js.${rule}`),
    args: args.map((value) => ({ value })),
    at: positionOf(node),
  };
}

export function assigned(name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [plainName(name)], value };
}

/** A name that the code cannot have. */
export function freshName(lowering: JavascriptLowering, purpose: string): string {
  lowering.names += 1;
  return `<${purpose} ${lowering.names}>`;
}
