import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerCallOf } from './lowerCall.js';
import { callOf, type Lowering, NOTHING, nameOf, positionOf, sourceOf } from './lowering.js';
import { lowerMasked } from './lowerSubset.js';

type Call = Extract<Expression, { kind: 'call' }>;

const DOT = /(^|[^\w.])\.([^\w.]|$)/;
const UNDERSCORE = /(^|[^\w.])_([^\w.]|$)/;

function uses(expression: Expression, name: string): number {
  return JSON.stringify(expression).split(`{"kind":"name","name":"${name}"}`).length - 1;
}

/** A function of one argument: what comes through the pipe is evaluated once, however often its placeholder stands. */
function applied(
  lowering: Lowering,
  node: SyntaxNode,
  body: Expression,
  name: string,
  given: Expression,
): Call {
  const callee: Expression = { kind: 'lambda', parameters: [{ name }], body };
  return { kind: 'call', callee, args: [{ value: given }], at: positionOf(lowering, node) };
}

/** Whether an argument is the placeholder itself or a part of it: the pipe then adds no further argument. */
function placed(lowering: Lowering, right: SyntaxNode, name: string): boolean {
  return (fieldOf(right, 'arguments')?.children ?? []).some((child) => {
    let value = fieldOf(child, 'value');
    while (value && /^(extract_operator|subset2?)$/.test(value.type))
      value = fieldOf(value, 'lhs') ?? fieldOf(value, 'function');
    return value?.type === 'identifier' && nameOf(lowering, value) === name;
  });
}

function substituted(
  lowering: Lowering,
  node: SyntaxNode,
  call: Expression,
  name: string,
  given: Expression,
): Expression {
  if (call.kind !== 'call') return call;
  const at = call.args.findIndex(({ value }) => value.kind === 'name' && value.name === name);
  if (at < 0 || uses(call, name) !== 1) return applied(lowering, node, call, name, given);
  return { ...call, args: call.args.map((each, index) => (index === at ? { ...each, value: given } : each)) };
}

function lowerPiped(lowering: Lowering, right: SyntaxNode, name: string, given: Expression): Expression {
  if (
    right.type === 'identifier' ||
    right.type === 'namespace_operator' ||
    right.type === 'function_definition'
  ) {
    const callee: Expression =
      right.type === 'identifier'
        ? { kind: 'name', name: nameOf(lowering, right) }
        : lowering.expression(right);
    if (callee.kind === 'name') lowering.calls.add(callee.name);
    return { kind: 'call', callee, args: [{ value: given }], at: positionOf(lowering, right) };
  }
  if (right.type !== 'call') return applied(lowering, right, lowering.expression(right), name, given);
  if (!(name === '.' ? DOT : UNDERSCORE).test(sourceOf(lowering, right)))
    return lowerCallOf(lowering, right, given);
  const call = placed(lowering, right, name)
    ? lowerCallOf(lowering, right, undefined)
    : lowerCallOf(lowering, right, { kind: 'name', name });
  return substituted(lowering, right, call, name, given);
}

/** `left %>% f(arguments)` is `f(left, arguments)`. */
export function lowerPipe(lowering: Lowering, node: SyntaxNode, operator: string): Expression {
  const [left, right] = [fieldOf(node, 'lhs'), fieldOf(node, 'rhs')];
  if (!left || !right) return NOTHING;
  const given = lowering.expression(left);
  if (operator === '%$%') return callOf(lowering, node, 'with', [given, lowerMasked(lowering, right)]);
  const piped = lowerPiped(lowering, right, operator === '|>' ? '_' : '.', given);
  if (operator !== '%T>%') return piped;
  lowering.before.push({ kind: 'do', value: piped });
  return given;
}
