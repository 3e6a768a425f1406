import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { calledName } from './calledName.js';
import { lowerArguments } from './lowerArguments.js';
import { type Lowering, NOTHING, nameOf, positionOf } from './lowering.js';
import { lowerSpecial } from './lowerSpecial.js';

/** Functions that look at code and run none. */
const QUOTES: ReadonlySet<string> = new Set(['quote', 'bquote', 'expression', 'aes', 'library', 'require']);
/** A call; `given` is what a pipe puts first. */
export function lowerCallOf(lowering: Lowering, node: SyntaxNode, given: Expression | undefined): Expression {
  const name = calledName(lowering, node);
  if (QUOTES.has(name)) return given ?? NOTHING;
  const special = lowerSpecial(lowering, node, name, given);
  if (special) return special;
  const called = fieldOf(node, 'function');
  const callee = called ? lowerCallee(lowering, called) : NOTHING;
  if (callee.kind === 'name' || callee.kind === 'member') lowering.calls.add(callee.name);
  return {
    kind: 'call',
    callee,
    args: lowerArguments(lowering, node, given),
    at: positionOf(lowering, node),
  };
}

/** `object$method(…)` calls a member; `Class$new(…)` makes an object. */
function lowerCallee(lowering: Lowering, called: SyntaxNode): Expression {
  if (called.type === 'identifier') return { kind: 'name', name: nameOf(lowering, called) };
  const [left, right] = [fieldOf(called, 'lhs'), fieldOf(called, 'rhs')];
  if (called.type !== 'extract_operator' || !left || !right) return lowering.expression(called);
  const name = nameOf(lowering, right);
  const of = lowering.expression(left);
  if (name === 'new' || name === 'methods') return of;
  const own = of.kind === 'name' && /^(private|\.self)$/.test(of.name);
  return {
    kind: 'member',
    of: own ? { kind: 'name', name: of.name === 'private' ? 'self' : 'this' } : of,
    name,
  };
}

export function lowerCall(lowering: Lowering, node: SyntaxNode): Expression {
  return lowerCallOf(lowering, node, undefined);
}
