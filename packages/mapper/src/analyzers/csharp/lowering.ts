import type { Position } from '../../facts/position.js';
import type { Expression, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way. */
export interface Lowering {
  text: string;
  calls: Set<string>;
  /** Functions made of lambdas with statements: they stand before the statement that holds the lambda. */
  hoisted: Statement[];
  /** Names of the members of the class that is being lowered, which may be assigned without `this`. */
  members: ReadonlySet<string>;
  statics: ReadonlySet<string>;
  /** Classes whose static members are named without them. */
  usedStatics: readonly string[];
  /** Names that the file itself gives a meaning. */
  declared: ReadonlySet<string>;
  /** Parts of the lowering that need each other find each other here. */
  lower: (lowering: Lowering, node: SyntaxNode) => Expression;
  lowerBlock: (lowering: Lowering, node: SyntaxNode) => Statement[];
}

/** Marks an object that is only declared: its constructor is not called by this code. */
export const DECLARED = '<declared>';
/** The type arguments of a call. */
export const TYPES = '<types>';

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: Lowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

export function positionOf(node: SyntaxNode): Position {
  return [node.line, node.endLine, node.start, node.end];
}

export function nameOf(name: string): Expression {
  return { kind: 'name', name };
}

/** The name of a type without its namespace, its arguments and its `?`. */
export function typeName(lowering: Lowering, node: SyntaxNode): string {
  const written = sourceOf(lowering, node)
    .replace(/<[\s\S]*$/, '')
    .replace(/[?[\],\s]+$/, '');
  return written.split(/[.:]+/).at(-1) ?? written;
}
