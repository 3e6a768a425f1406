import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, NOTHING } from './lowering.js';

/** Lowers one form of expression. */
export type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

export function lowerAll(lowering: Lowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes.map((node) => lowering.lower(lowering, node));
}

export function lowerField(lowering: Lowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowering.lower(lowering, child) : NOTHING;
}

export const lowerMix: Lower = (lowering, node) => ({
  kind: 'mix',
  parts: lowerAll(lowering, node.children),
});

export const lowerLast: Lower = (lowering, node) => {
  const inner = node.children.at(-1);
  return inner ? lowering.lower(lowering, inner) : NOTHING;
};
