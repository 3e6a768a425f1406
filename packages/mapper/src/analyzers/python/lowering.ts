import type { Position } from '../../facts/position.js';
import type { Expression, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way. */
export interface Lowering {
  text: string;
  calls: Set<string>;
  /** Assignments inside of the expression under lowering: they happen before the statement that holds it. */
  hoisted: Statement[];
  /** The function around yields one value to whoever decorates it: a context, a fixture. */
  yieldsOne: boolean;
  /** Where a part of the text stands in its file, when the text is not the file. */
  place?: (position: Position) => Position;
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: Lowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

export function positionOf(lowering: Lowering, node: SyntaxNode): Position {
  const position: Position = [node.line, node.endLine, node.start, node.end];
  return lowering.place ? lowering.place(position) : position;
}
