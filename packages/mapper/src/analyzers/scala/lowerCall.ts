import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  callNamed,
  callOf,
  type JvmLowering,
  NOTHING,
  partsOf,
  placeOf,
  sourceOf,
} from '../java/jvmLowering.js';
import { lowerTarget } from '../java/lowerTarget.js';
import type { Lower } from './lower.js';
import { lowerArgument, lowerArguments, withHoles } from './lowerArguments.js';
import { lowerAnonymousTemplate } from './lowerClass.js';
import { typeName } from './typeName.js';

const COLLECTIONS = /^(Seq|List|Array|Set|Vector|IndexedSeq|Iterator|Stream|ListBuffer|ArrayBuffer)$/;

const WRAPPERS = /^(Some|Option|Right|Success|Try|Future|Eval|IO|Left)$/;

/** Collections, maps and wrappers that stand for what they hold. */
function lowerMade(name: string, args: readonly Argument[]): Expression | undefined {
  const [only] = args;
  const spread = args.some((each) => each.spread !== undefined);
  if (COLLECTIONS.test(name) && !spread) return { kind: 'list', items: args.map(({ value }) => value) };
  if (WRAPPERS.test(name) && args.length === 1 && only) return only.value;
  const pairs = args.flatMap(({ value }) =>
    value.kind === 'list' && value.items.length === 2 ? [value.items] : [],
  );
  if (/^(Map|ListMap|mutable\.Map|HashMap)$/.test(name) && pairs.length === args.length)
    return {
      kind: 'dict',
      entries: pairs.map(([key = NOTHING, value = NOTHING]): [Expression, Expression] => [key, value]),
    };
  return undefined;
}

export function lowerCallee(
  lowering: JvmLowering,
  node: SyntaxNode,
): { callee: Expression; name: SyntaxNode | undefined } {
  if (node.type === 'generic_function') {
    const inner = fieldOf(node, 'function');
    return inner ? lowerCallee(lowering, inner) : { callee: NOTHING, name: undefined };
  }
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  if (node.type === 'field_expression' && value && field)
    return {
      callee: { kind: 'member', of: lowering.expression(value), name: sourceOf(lowering, field) },
      name: field,
    };
  if (node.type === 'identifier')
    return { callee: { kind: 'name', name: sourceOf(lowering, node) }, name: undefined };
  return { callee: lowering.expression(node), name: undefined };
}

export const lowerCall: Lower = (lowering, node) => {
  const called = fieldOf(node, 'function');
  const given = fieldOf(node, 'arguments');
  if (!called) return NOTHING;
  const args = lowerArguments(lowering, given);
  const [only] = args;
  if (called.type === 'identifier' && sourceOf(lowering, called) === lowering.words && only)
    return callNamed(lowering, node, '<word>', [only.value]);
  if (called.type === 'call_expression') {
    const inner = lowerCall(lowering, called);
    // A second list of parameters belongs to the same call; a number takes an element of its answer.
    if (only?.value.kind === 'constant' && typeof only.value.value === 'number')
      return { kind: 'index', of: inner, key: only.value };
    return inner.kind === 'call'
      ? { ...inner, args: [...inner.args, ...args], at: [inner.at[0], node.endLine, inner.at[2], node.end] }
      : inner;
  }
  const { callee, name } = lowerCallee(lowering, called);
  const made = callee.kind === 'name' ? lowerMade(callee.name, args) : undefined;
  return made ?? callOf(lowering, callee, args, placeOf(node, name));
};

export const lowerInfix: Lower = (lowering, node) => {
  const [left, operator, right] = [fieldOf(node, 'left'), fieldOf(node, 'operator'), fieldOf(node, 'right')];
  const name = operator ? sourceOf(lowering, operator) : '';
  const sides = [left, right].map((each) => (each ? lowering.expression(each) : NOTHING));
  const [first = NOTHING, second = NOTHING] = sides;
  if (name === '->' || name === '→') return { kind: 'list', items: [first, second] };
  if (name === '+' || name === '++') return { kind: 'binary', operator: '+', left: first, right: second };
  if (/^(\+=|\+\+=)$/.test(name) && left) {
    const value: Expression = { kind: 'binary', operator: '+', left: first, right: second };
    lowering.before.push({ kind: 'assign', targets: [lowerTarget(lowering, left)], value });
    return first;
  }
  if (!/^\w+$/.test(name) || /^(eq|ne)$/.test(name)) return { kind: 'mix', parts: [first, second] };
  const args =
    right?.type === 'tuple_expression'
      ? partsOf(right).map((each) => lowerArgument(lowering, each))
      : [{ value: withHoles(second) }];
  return callOf(lowering, { kind: 'member', of: first, name }, args, placeOf(node, operator));
};

export const lowerNew: Lower = (lowering, node) => {
  const type = partsOf(node).find((child) => child.type !== 'arguments' && child.type !== 'template_body');
  const body = partsOf(node).find((child) => child.type === 'template_body');
  if (!type) return NOTHING;
  const base = typeName(lowering, type);
  const callee = body ? lowerAnonymousTemplate(lowering, node, base, body) : base;
  const args = lowerArguments(
    lowering,
    partsOf(node).find((child) => child.type === 'arguments'),
  );
  return callOf(lowering, callee, args, placeOf(node));
};
