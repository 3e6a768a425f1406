import type { SyntaxNode } from './syntaxNode.js';

/** The first part of a tree that the grammar could not read. */
export function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'ERROR') return node;
  for (const child of node.children) {
    const found = firstError(child);
    if (found) return found;
  }
  return undefined;
}
