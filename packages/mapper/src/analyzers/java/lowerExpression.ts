import type { Expression, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  callNamed,
  callOf,
  constantOf,
  type JvmLowering,
  lowerField,
  NOTHING,
  partsOf,
  placeOf,
  qualifiedName,
  sourceOf,
  THIS,
} from './jvmLowering.js';
import { lowerArguments } from './lowerArguments.js';
import { lowerAnonymousClass } from './lowerClass.js';
import { javaString } from './lowerString.js';
import { lowerSwitchValue } from './lowerSwitchValue.js';
import { lowerTarget } from './lowerTarget.js';
import { typeName } from './typeName.js';

type Lower = (lowering: JvmLowering, node: SyntaxNode) => Expression;

function lowerAll(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes.map((node) => lowerExpression(lowering, node));
}

const lowerMix: Lower = (lowering, node) => ({ kind: 'mix', parts: lowerAll(lowering, partsOf(node)) });

const lowerInner: Lower = (lowering, node) => {
  const inner = partsOf(node).at(-1);
  return inner ? lowerExpression(lowering, inner) : NOTHING;
};

/** A name; that of the command line's words asks for them. */
const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node);
  return name === lowering.words ? callNamed(lowering, node, '<words>', []) : { kind: 'name', name };
};

const lowerCall: Lower = (lowering, node) => {
  const [object, name] = [fieldOf(node, 'object'), fieldOf(node, 'name')];
  const args = lowerArguments(lowering, fieldOf(node, 'arguments'));
  const called = name ? sourceOf(lowering, name) : '';
  const callee: Expression = object
    ? { kind: 'member', of: lowerExpression(lowering, object), name: called }
    : { kind: 'name', name: called };
  return callOf(lowering, callee, args, placeOf(node, name));
};

const lowerNew: Lower = (lowering, node) => {
  const type = fieldOf(node, 'type');
  const body = partsOf(node).find((child) => child.type === 'class_body');
  const args = lowerArguments(lowering, fieldOf(node, 'arguments'));
  if (!type) return NOTHING;
  const callee = body
    ? lowerAnonymousClass(lowering, node, typeName(lowering, type), body)
    : typeName(lowering, type);
  return callOf(lowering, callee, args, placeOf(node));
};

function parameterNames(lowering: JvmLowering, node: SyntaxNode | undefined): Parameter[] {
  if (!node) return [];
  if (node.type === 'identifier') return [{ name: sourceOf(lowering, node) }];
  return partsOf(node).flatMap((child): Parameter[] => {
    const name = child.type === 'identifier' ? child : fieldOf(child, 'name');
    return name ? [{ name: sourceOf(lowering, name) }] : [];
  });
}

/** A lambda of statements becomes a function that is defined just before. */
const lowerLambda: Lower = (lowering, node) => {
  const parameters = parameterNames(lowering, fieldOf(node, 'parameters'));
  const body = fieldOf(node, 'body');
  if (!body) return NOTHING;
  if (body.type !== 'block') return { kind: 'lambda', parameters, body: lowerExpression(lowering, body) };
  const name = `<lambda ${node.start}>`;
  const locals = new Set(lowering.locals);
  for (const parameter of parameters) lowering.locals.add(parameter.name);
  const statements = lowering.block(partsOf(body));
  lowering.locals = locals;
  lowering.before.push({
    kind: 'function',
    name,
    parameters,
    body: statements,
    decorators: [],
    at: placeOf(node),
  });
  return { kind: 'name', name };
};

const lowerFieldAccess: Lower = (lowering, node) => {
  const [object, field] = [fieldOf(node, 'object'), fieldOf(node, 'field')];
  if (!object || !field) return NOTHING;
  if (field.type === 'this') return THIS;
  const full = qualifiedName(lowering, sourceOf(lowering, node));
  if (full) return full;
  return { kind: 'member', of: lowerExpression(lowering, object), name: sourceOf(lowering, field) };
};

const lowerIndex: Lower = (lowering, node) => {
  const [array, index] = [fieldOf(node, 'array'), fieldOf(node, 'index')];
  const key = index ? lowerExpression(lowering, index) : NOTHING;
  if (array && sourceOf(lowering, array) === lowering.words)
    return callNamed(lowering, node, '<word>', [key]);
  return { kind: 'index', of: array ? lowerExpression(lowering, array) : NOTHING, key };
};

const lowerBinary: Lower = (lowering, node) => {
  const [left, right] = [lowerField(lowering, node, 'left'), lowerField(lowering, node, 'right')];
  return node.operator === '+'
    ? { kind: 'binary', operator: '+', left, right }
    : { kind: 'mix', parts: [left, right] };
};

/** An assignment in the place of an expression runs before it. */
const lowerAssigned: Lower = (lowering, node) => {
  const statement = lowerAssignment(lowering, node);
  lowering.before.push(statement);
  return statement.kind === 'assign' ? (statement.targets[0] ?? NOTHING) : NOTHING;
};

export function lowerAssignment(lowering: JvmLowering, node: SyntaxNode): Statement {
  const left = fieldOf(node, 'left');
  const given = lowerField(lowering, node, 'right');
  const target = left ? lowerTarget(lowering, left) : NOTHING;
  const operator = node.operator ?? '=';
  const value: Expression =
    operator === '+='
      ? { kind: 'binary', operator: '+', left: target, right: given }
      : operator === '='
        ? given
        : { kind: 'mix', parts: [target, given] };
  return { kind: 'assign', targets: [target], value };
}

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(
    sourceOf(lowering, node)
      .replaceAll('_', '')
      .replace(/[lLfFdD]$/, ''),
  );
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

const lowerConditional: Lower = (lowering, node) => ({
  kind: 'either',
  options: [lowerField(lowering, node, 'consequence'), lowerField(lowering, node, 'alternative')],
});

const lowerReference: Lower = (lowering, node) => {
  const [object, name] = partsOf(node);
  if (!object) return NOTHING;
  const of = /^[A-Z]/.test(sourceOf(lowering, object))
    ? typeName(lowering, object)
    : lowerExpression(lowering, object);
  return name ? { kind: 'member', of, name: sourceOf(lowering, name) } : of;
};

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  type_identifier: (lowering, node) => ({ kind: 'name', name: sourceOf(lowering, node) }),
  scoped_type_identifier: (lowering, node) => typeName(lowering, node),
  generic_type: (lowering, node) => typeName(lowering, node),
  this: () => THIS,
  super: () => THIS,
  string_literal: (lowering, node) => constantOf(javaString(sourceOf(lowering, node))),
  character_literal: (lowering, node) => constantOf(javaString(sourceOf(lowering, node))),
  decimal_integer_literal: lowerNumber,
  decimal_floating_point_literal: lowerNumber,
  hex_integer_literal: lowerNumber,
  true: () => constantOf(true),
  false: () => constantOf(false),
  null_literal: () => constantOf(null),
  class_literal: (lowering, node) => {
    const type = partsOf(node)[0];
    return type ? typeName(lowering, type) : NOTHING;
  },
  method_invocation: lowerCall,
  object_creation_expression: lowerNew,
  array_creation_expression: (lowering, node) => lowerField(lowering, node, 'value'),
  array_initializer: (lowering, node) => ({ kind: 'list', items: lowerAll(lowering, partsOf(node)) }),
  element_value_array_initializer: (lowering, node) => ({
    kind: 'list',
    items: lowerAll(lowering, partsOf(node)),
  }),
  lambda_expression: lowerLambda,
  method_reference: lowerReference,
  field_access: lowerFieldAccess,
  array_access: lowerIndex,
  binary_expression: lowerBinary,
  assignment_expression: lowerAssigned,
  ternary_expression: lowerConditional,
  switch_expression: lowerSwitchValue,
  parenthesized_expression: lowerInner,
  cast_expression: (lowering, node) => lowerField(lowering, node, 'value'),
  instanceof_expression: (lowering, node) => lowerField(lowering, node, 'left'),
  update_expression: () => NOTHING,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: JvmLowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
