import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, NOTHING, nameOf, sourceOf, TYPES, typeName } from './lowering.js';

function lowerArgument(lowering: Lowering, node: SyntaxNode): Argument {
  const name = fieldOf(node, 'name');
  const value = node.children.find((child) => child !== name);
  const lowered = value ? lowering.lower(lowering, value) : NOTHING;
  return name && value ? { value: lowered, name: sourceOf(lowering, name) } : { value: lowered };
}

export function lowerArguments(lowering: Lowering, list: SyntaxNode | undefined): Argument[] {
  return (list?.children ?? [])
    .filter((child) => child.type === 'argument')
    .map((child) => lowerArgument(lowering, child));
}

/** Type arguments as names, so that rules can look the classes up. */
export function typeArguments(lowering: Lowering, node: SyntaxNode | undefined): Argument[] {
  const list = node?.children.find((child) => child.type === 'type_argument_list');
  if (!list) return [];
  const items = list.children.map((child) => nameOf(typeName(lowering, child)));
  return [{ value: { kind: 'list', items }, name: TYPES }];
}

/** The node that carries the name of what is called, when it is generic. */
export function genericOf(callee: SyntaxNode): SyntaxNode | undefined {
  if (callee.type === 'generic_name') return callee;
  const name = fieldOf(callee, 'name') ?? callee.children.at(-1);
  return name?.type === 'generic_name' ? name : name && name !== callee ? genericOf(name) : undefined;
}

export function lastName(callee: Expression): string | undefined {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
}
