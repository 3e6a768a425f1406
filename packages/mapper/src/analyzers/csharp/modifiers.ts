import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, sourceOf } from './lowering.js';

export function modifiersOf(lowering: Lowering, node: SyntaxNode): Set<string> {
  return new Set(
    node.children.filter((child) => child.type === 'modifier').map((child) => sourceOf(lowering, child)),
  );
}

export function isStatic(lowering: Lowering, node: SyntaxNode): boolean {
  const modifiers = modifiersOf(lowering, node);
  return modifiers.has('static') || modifiers.has('const');
}
