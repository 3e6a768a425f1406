import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, lowerField, NOTHING, partsOf, sourceOf } from '../java/jvmLowering.js';

/** Names of the holes that `_` leaves in an argument, in order. */
function holesIn(expression: Expression): string[] {
  return [...new Set(JSON.stringify(expression).match(/"<_\d+>"/g) ?? [])].map((each) => each.slice(1, -1));
}

/** `_.trim` is a function of what the holes stand for. */
export function withHoles(value: Expression): Expression {
  if (value.kind === 'name') return value;
  const holes = holesIn(value);
  return holes.length > 0
    ? { kind: 'lambda', parameters: holes.map((name) => ({ name })), body: value }
    : value;
}

export function lowerArgument(lowering: JvmLowering, node: SyntaxNode): Argument {
  if (node.type === 'assignment_expression') {
    const name = fieldOf(node, 'left');
    return {
      name: name ? sourceOf(lowering, name) : '',
      value: withHoles(lowerField(lowering, node, 'right')),
    };
  }
  const spreads = node.type === 'ascription_expression' && /:\s*_\s*\*$/.test(sourceOf(lowering, node));
  const inner = spreads ? partsOf(node)[0] : node;
  const value = inner ? withHoles(lowering.expression(inner)) : NOTHING;
  return spreads ? { value, spread: 'list' } : { value };
}

export function lowerArguments(lowering: JvmLowering, node: SyntaxNode | undefined): Argument[] {
  if (!node) return [];
  if (node.type === 'arguments') return partsOf(node).map((child) => lowerArgument(lowering, child));
  return [{ value: withHoles(lowering.expression(node)) }];
}
