import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { genericOf, lowerArguments, typeArguments } from './lowerArguments.js';
import { type Lowering, nameOf, positionOf, sourceOf } from './lowering.js';
import { type Lower, lowerAll } from './lowerParts.js';

const COLLECTIONS =
  /^(List|IList|HashSet|Queue|Stack|LinkedList|ObservableCollection|ConcurrentBag|ImmutableList|SortedSet|Collection)$/;

const DICTIONARIES = /^(Dictionary|SortedDictionary|ConcurrentDictionary|NameValueCollection|Hashtable)$/;

export function lowerEntry(lowering: Lowering, node: SyntaxNode): [Expression | null, Expression] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (left && right) {
    const key = left.children[0]?.children.at(-1) ?? left;
    const named = left.type === 'identifier';
    return [
      named ? { kind: 'constant', value: sourceOf(lowering, left) } : lowering.lower(lowering, key),
      lowering.lower(lowering, right),
    ];
  }
  const [key, value] = node.children;
  return key && value
    ? [lowering.lower(lowering, key), lowering.lower(lowering, value)]
    : [null, lowering.lower(lowering, node)];
}

export const lowerItems: Lower = (lowering, node) => ({
  kind: 'list',
  items: lowerAll(lowering, node.children),
});

/** `{ A = 1 }` behind a constructor sets members; on a collection it lists what is in it. */
export function lowerCreation(
  lowering: Lowering,
  node: SyntaxNode,
  type: string,
  typeNode: SyntaxNode | undefined,
): Expression {
  const initializer =
    fieldOf(node, 'initializer') ?? node.children.find((child) => child.type === 'initializer_expression');
  const list = fieldOf(node, 'arguments') ?? node.children.find((child) => child.type === 'argument_list');
  const given = lowerArguments(lowering, list);
  if (DICTIONARIES.test(type))
    return {
      kind: 'dict',
      entries: (initializer?.children ?? []).map((child) => lowerEntry(lowering, child)),
    };
  if (COLLECTIONS.test(type) && initializer) return lowerItems(lowering, initializer);
  if (COLLECTIONS.test(type) && given.length === 0) return { kind: 'list', items: [] };
  lowering.calls.add(type);
  const set = (initializer?.children ?? []).flatMap((child): Argument[] => {
    const [left, right] = [fieldOf(child, 'left'), fieldOf(child, 'right')];
    if (child.type !== 'assignment_expression' || left?.type !== 'identifier' || !right) return [];
    return [{ value: lowering.lower(lowering, right), name: sourceOf(lowering, left) }];
  });
  const types = typeArguments(
    lowering,
    typeNode && (typeNode.type === 'generic_name' ? typeNode : genericOf(typeNode)),
  );
  return { kind: 'call', callee: nameOf(type), args: [...given, ...set, ...types], at: positionOf(node) };
}

/** `new()`: the declaration around it says which type. */
export function lowerImplicitCreation(lowering: Lowering, node: SyntaxNode, type: string): Expression {
  return lowerCreation(lowering, node, type, undefined);
}
