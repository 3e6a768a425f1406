import type { Position } from '../../facts/position.js';
import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

/** The text under lowering and what is collected on the way. */
export interface Lowering {
  text: string;
  calls: Set<string>;
}

export const NOTHING: Expression = { kind: 'mix', parts: [] };

export function sourceOf(lowering: Lowering, node: SyntaxNode): string {
  return lowering.text.slice(node.start, node.end);
}

export function positionOf(node: SyntaxNode): Position {
  return [node.line, node.endLine, node.start, node.end];
}
