import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { indexed, lowerConditionalAccess, lowerMember } from './lowerAccess.js';
import { lowerCall } from './lowerCall.js';
import { lowerCreation, lowerEntry, lowerItems } from './lowerCreation.js';
import { type Lowering, NOTHING, nameOf, positionOf, sourceOf, typeName } from './lowering.js';
import { lowerLambda } from './lowerLambda.js';
import { type Lower, lowerField, lowerLast, lowerMix } from './lowerParts.js';
import { lowerInterpolated, stringValue } from './lowerString.js';

/** A name that nothing in the file declares may be a static member of a class that the file uses. */
const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node).replace(/^@/, '');
  if (name === 'this' || lowering.declared.has(name) || !/^[A-Z]/.test(name)) return nameOf(name);
  const members = lowering.usedStatics.map(
    (owner): Expression => ({ kind: 'member', of: nameOf(owner), name }),
  );
  return members.length > 0 ? { kind: 'either', options: [nameOf(name), ...members] } : nameOf(name);
};

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
