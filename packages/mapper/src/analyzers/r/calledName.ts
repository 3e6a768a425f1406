import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, nameOf } from './lowering.js';

/** The name of the function that a call calls, without its package; empty for computed functions. */
export function calledName(lowering: Lowering, node: SyntaxNode): string {
  const called = node.type === 'call' ? fieldOf(node, 'function') : undefined;
  const name = called?.type === 'namespace_operator' ? fieldOf(called, 'rhs') : called;
  return name?.type === 'identifier' || name?.type === 'string' ? nameOf(lowering, name) : '';
}

/** The argument with one of these names, else the one at the position, counted over all arguments. */
export function argumentNode(
  lowering: Lowering,
  node: SyntaxNode,
  position: number,
  ...names: readonly string[]
): SyntaxNode | undefined {
  const all = (fieldOf(node, 'arguments')?.children ?? []).filter((child) => child.type === 'argument');
  const named = all.find((child) => {
    const name = fieldOf(child, 'name');
    return name !== undefined && names.includes(nameOf(lowering, name));
  });
  if (named) return fieldOf(named, 'value');
  const plain = all.filter((child) => !fieldOf(child, 'name'))[position];
  return plain ? fieldOf(plain, 'value') : undefined;
}
