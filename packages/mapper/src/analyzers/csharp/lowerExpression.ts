import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  DECLARED,
  type Lowering,
  NOTHING,
  nameOf,
  positionOf,
  sourceOf,
  TYPES,
  typeName,
} from './lowering.js';
import { lowerLambda } from './lowerLambda.js';
import { lowerInterpolated, stringValue } from './lowerString.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

/** Properties that hand on what they belong to: a task's result, a response's value. */
const SAME: ReadonlySet<string> = new Set([
  'Result',
  'Value',
  'Current',
  'Content',
  'Body',
  'Message',
  'Rows',
]);
const COLLECTIONS =
  /^(List|IList|HashSet|Queue|Stack|LinkedList|ObservableCollection|ConcurrentBag|ImmutableList|SortedSet|Collection)$/;
const DICTIONARIES = /^(Dictionary|SortedDictionary|ConcurrentDictionary|NameValueCollection|Hashtable)$/;

function lowerAll(lowering: Lowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes.map((node) => lowerExpression(lowering, node));
}

function lowerField(lowering: Lowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

const lowerMix: Lower = (lowering, node) => ({ kind: 'mix', parts: lowerAll(lowering, node.children) });

const lowerLast: Lower = (lowering, node) => {
  const inner = node.children.at(-1);
  return inner ? lowerExpression(lowering, inner) : NOTHING;
};

/** A name that nothing in the file declares may be a static member of a class that the file uses. */
const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node).replace(/^@/, '');
  if (name === 'this' || lowering.declared.has(name) || !/^[A-Z]/.test(name)) return nameOf(name);
  const members = lowering.usedStatics.map(
    (owner): Expression => ({ kind: 'member', of: nameOf(owner), name }),
  );
  return members.length > 0 ? { kind: 'either', options: [nameOf(name), ...members] } : nameOf(name);
};

function lowerArgument(lowering: Lowering, node: SyntaxNode): Argument {
  const name = fieldOf(node, 'name');
  const value = node.children.find((child) => child !== name);
  const lowered = value ? lowerExpression(lowering, value) : NOTHING;
  return name && value ? { value: lowered, name: sourceOf(lowering, name) } : { value: lowered };
}

export function lowerArguments(lowering: Lowering, list: SyntaxNode | undefined): Argument[] {
  return (list?.children ?? [])
    .filter((child) => child.type === 'argument')
    .map((child) => lowerArgument(lowering, child));
}

/** Type arguments as names, so that rules can look the classes up. */
function typeArguments(lowering: Lowering, node: SyntaxNode | undefined): Argument[] {
  const list = node?.children.find((child) => child.type === 'type_argument_list');
  if (!list) return [];
  const items = list.children.map((child) => nameOf(typeName(lowering, child)));
  return [{ value: { kind: 'list', items }, name: TYPES }];
}

/** The node that carries the name of what is called, when it is generic. */
function genericOf(callee: SyntaxNode): SyntaxNode | undefined {
  if (callee.type === 'generic_name') return callee;
  const name = fieldOf(callee, 'name') ?? callee.children.at(-1);
  return name?.type === 'generic_name' ? name : name && name !== callee ? genericOf(name) : undefined;
}

function lastName(callee: Expression): string | undefined {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
}

const lowerCall: Lower = (lowering, node) => {
  const target = fieldOf(node, 'function');
  const list = fieldOf(node, 'arguments');
  if (!target) return NOTHING;
  const callee = lowerCallee(lowering, target);
  const name = lastName(callee);
  if (name === 'nameof') {
    const text = list ? sourceOf(lowering, list).replace(/[()\s]/g, '') : '';
    return { kind: 'constant', value: text.split('.').at(-1) ?? text };
  }
  if (name !== undefined) lowering.calls.add(name);
  if (name === 'ConfigureAwait' && callee.kind === 'member') return callee.of;
  const args = [...lowerArguments(lowering, list), ...typeArguments(lowering, genericOf(target))];
  return { kind: 'call', callee, args, at: positionOf(node) };
};

/** What is called keeps its name, also where a property of that name would hand on its owner. */
function lowerCallee(lowering: Lowering, node: SyntaxNode): Expression {
  if (node.type === 'member_access_expression') return lowerMember(lowering, node, true);
  return lowerExpression(lowering, node);
}

function lowerMember(lowering: Lowering, node: SyntaxNode, called: boolean): Expression {
  const [of, name] = [fieldOf(node, 'expression'), fieldOf(node, 'name')];
  const written = name ? typeName(lowering, name) : '';
  const owner = of ? lowerOwner(lowering, of) : nameOf('this');
  if (!of && /^base\b/.test(sourceOf(lowering, node))) return inherited(written);
  if (!called && SAME.has(written) && owner.kind !== 'name') return owner;
  if (!called && (written === 'Result' || written === 'Value')) return owner;
  return { kind: 'member', of: owner, name: written };
}

/** What stands before a dot is a variable or a type, never a static member of another class. */
function lowerOwner(lowering: Lowering, node: SyntaxNode): Expression {
  return node.type === 'identifier' ? nameOf(sourceOf(lowering, node)) : lowerExpression(lowering, node);
}

function inherited(name: string): Expression {
  const parent: Expression = { kind: 'call', callee: nameOf('super'), args: [], at: [1, 1, 0, 0] };
  return { kind: 'member', of: parent, name };
}

/** `x?.a.b`: bindings on the right side belong to what stands on the left. */
const lowerConditionalAccess: Lower = (lowering, node) => {
  const [of, binding] = node.children;
  if (!of || !binding) return lowerMix(lowering, node);
  return bound(lowering, binding, lowerExpression(lowering, of));
};

function bound(lowering: Lowering, node: SyntaxNode, owner: Expression): Expression {
  const name = fieldOf(node, 'name');
  if (node.type === 'member_binding_expression' && name)
    return { kind: 'member', of: owner, name: typeName(lowering, name) };
  if (node.type === 'element_binding_expression') return indexed(lowering, owner, node.children);
  const [first] = node.children;
  if (node.type === 'invocation_expression' && first) {
    const callee = bound(lowering, first, owner);
    const called = lastName(callee);
    if (called !== undefined) lowering.calls.add(called);
    return {
      kind: 'call',
      callee,
      args: lowerArguments(lowering, fieldOf(node, 'arguments')),
      at: positionOf(node),
    };
  }
  if (node.type === 'member_access_expression' && first && name)
    return { kind: 'member', of: bound(lowering, first, owner), name: typeName(lowering, name) };
  return owner;
}

function isTextual(node: SyntaxNode): boolean {
  return /^(string_literal|verbatim_string_literal|raw_string_literal|interpolated_string_expression|binary_expression)$/.test(
    node.type,
  );
}

/** `x["name"]` may ask a configuration or a row, `x[i]` a list. */
function indexed(lowering: Lowering, of: Expression, args: readonly SyntaxNode[]): Expression {
  const [argument] = args;
  const value = argument?.type === 'argument' ? argument.children.at(-1) : argument;
  const key = value ? lowerExpression(lowering, value) : NOTHING;
  const named =
    value !== undefined && (isTextual(value) || (key.kind === 'member' && /^[A-Z]/.test(key.name)));
  const constant = key.kind === 'name' && /^[A-Z]/.test(key.name);
  if (!value || !(named || constant)) return { kind: 'index', of, key };
  lowering.calls.add('get_Item');
  return {
    kind: 'call',
    callee: { kind: 'member', of, name: 'get_Item' },
    args: [{ value: key }],
    at: positionOf(value),
  };
}

function lowerEntry(lowering: Lowering, node: SyntaxNode): [Expression | null, Expression] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  if (left && right) {
    const key = left.children[0]?.children.at(-1) ?? left;
    const named = left.type === 'identifier';
    return [
      named ? { kind: 'constant', value: sourceOf(lowering, left) } : lowerExpression(lowering, key),
      lowerExpression(lowering, right),
    ];
  }
  const [key, value] = node.children;
  return key && value
    ? [lowerExpression(lowering, key), lowerExpression(lowering, value)]
    : [null, lowerExpression(lowering, node)];
}

const lowerItems: Lower = (lowering, node) => ({ kind: 'list', items: lowerAll(lowering, node.children) });

/** `{ A = 1 }` behind a constructor sets members; on a collection it lists what is in it. */
function lowerCreation(
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
    return [{ value: lowerExpression(lowering, right), name: sourceOf(lowering, left) }];
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

/** An object that something else brings, such as a parameter: known by its type alone. */
export function declaredObject(type: string, node: SyntaxNode): Expression {
  const args: Argument[] = [{ value: { kind: 'constant', value: true }, name: DECLARED }];
  return { kind: 'call', callee: nameOf(type), args, at: positionOf(node) };
}

const lowerBinary: Lower = (lowering, node) => {
  const [left, right] = [lowerField(lowering, node, 'left'), lowerField(lowering, node, 'right')];
  if (node.operator === '??') return { kind: 'either', options: [left, right] };
  return node.operator === '+' || node.operator === '/'
    ? { kind: 'binary', operator: node.operator, left, right }
    : { kind: 'mix', parts: [left, right] };
};

const lowerSwitch: Lower = (lowering, node) => ({
  kind: 'either',
  options: node.children
    .filter((child) => child.type === 'switch_expression_arm')
    .map((child) => lowerLast(lowering, child)),
});

/** `from x in a where … select y`: the data of everything that it runs over. */
const lowerQuery: Lower = (lowering, node) => {
  const sources = node.children.flatMap((child) => {
    if (!/^(from|join)_clause$/.test(child.type)) return [];
    const parts = child.children.filter((part) => part.field !== 'type' && part.field !== 'name');
    const over = child.type === 'join_clause' ? parts[1] : parts.at(-1);
    return over ? [each(lowering, over)] : [];
  });
  return { kind: 'mix', parts: sources };
};

/** What a loop or a query runs over; a table of a database is read by it. */
export function each(lowering: Lowering, node: SyntaxNode): Expression {
  lowering.calls.add('<each>');
  const of = lowerExpression(lowering, node);
  if (of.kind === 'list' || of.kind === 'dict') return of;
  return { kind: 'call', callee: { kind: 'member', of, name: '<each>' }, args: [], at: positionOf(node) };
}

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(
    sourceOf(lowering, node)
      .replaceAll('_', '')
      .replace(/[a-z]+$/i, ''),
  );
  return Number.isFinite(value) ? { kind: 'constant', value } : NOTHING;
};

const lowerText: Lower = (lowering, node) => ({
  kind: 'constant',
  value: stringValue(sourceOf(lowering, node)),
});

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  this: () => nameOf('this'),
  this_expression: () => nameOf('this'),
  base: () => nameOf('this'),
  base_expression: () => nameOf('this'),
  generic_name: (lowering, node) => nameOf(typeName(lowering, node)),
  qualified_name: (lowering, node) => nameOf(typeName(lowering, node)),
  predefined_type: (lowering, node) => nameOf(sourceOf(lowering, node)),
  string_literal: lowerText,
  verbatim_string_literal: lowerText,
  raw_string_literal: lowerText,
  character_literal: (lowering, node) => ({
    kind: 'constant',
    value: stringValue(`"${sourceOf(lowering, node).slice(1, -1)}"`),
  }),
  interpolated_string_expression: (lowering, node) =>
    lowerInterpolated(lowering, node, (inner) => lowerExpression(lowering, inner)),
  integer_literal: lowerNumber,
  real_literal: lowerNumber,
  boolean_literal: (lowering, node) => ({ kind: 'constant', value: sourceOf(lowering, node) === 'true' }),
  null_literal: () => ({ kind: 'constant', value: null }),
  default_expression: () => ({ kind: 'constant', value: null }),
  invocation_expression: lowerCall,
  member_access_expression: (lowering, node) => lowerMember(lowering, node, false),
  conditional_access_expression: lowerConditionalAccess,
  element_access_expression: (lowering, node) =>
    indexed(lowering, lowerField(lowering, node, 'expression'), fieldOf(node, 'subscript')?.children ?? []),
  object_creation_expression: (lowering, node) => {
    const type = fieldOf(node, 'type');
    return lowerCreation(lowering, node, type ? typeName(lowering, type) : '', type);
  },
  implicit_object_creation_expression: (lowering, node) => lowerCreation(lowering, node, 'Object', undefined),
  anonymous_object_creation_expression: (lowering, node) => ({
    kind: 'dict',
    entries: node.children.map((child) => lowerEntry(lowering, child)),
  }),
  array_creation_expression: (lowering, node) => {
    const items = node.children.find((child) => child.type === 'initializer_expression');
    return items ? lowerItems(lowering, items) : NOTHING;
  },
  implicit_array_creation_expression: lowerLast,
  collection_expression: lowerItems,
  initializer_expression: lowerItems,
  collection_element: lowerLast,
  expression_element: lowerLast,
  tuple_expression: lowerItems,
  argument: lowerLast,
  binary_expression: lowerBinary,
  conditional_expression: (lowering, node) => ({
    kind: 'either',
    options: [lowerField(lowering, node, 'consequence'), lowerField(lowering, node, 'alternative')],
  }),
  switch_expression: lowerSwitch,
  cast_expression: (lowering, node) => lowerField(lowering, node, 'value'),
  as_expression: (lowering, node) => lowerField(lowering, node, 'left'),
  is_pattern_expression: lowerMix,
  await_expression: lowerLast,
  parenthesized_expression: lowerLast,
  checked_expression: lowerLast,
  ref_expression: lowerLast,
  postfix_unary_expression: (lowering, node) => {
    const [inner] = node.children;
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  prefix_unary_expression: lowerLast,
  declaration_expression: (lowering, node) => lowerField(lowering, node, 'name'),
  with_expression: (lowering, node) => {
    const [inner] = node.children;
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  typeof_expression: (lowering, node) => {
    const type = fieldOf(node, 'type') ?? node.children[0];
    return type ? nameOf(typeName(lowering, type)) : NOTHING;
  },
  query_expression: lowerQuery,
  lambda_expression: (lowering, node) =>
    lowerLambda(lowering, node, (inner) => lowerExpression(lowering, inner)),
  anonymous_method_expression: (lowering, node) =>
    lowerLambda(lowering, node, (inner) => lowerExpression(lowering, inner)),
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: Lowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
