import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, lowerField, NOTHING, sourceOf } from '../java/jvmLowering.js';
import { lowerTarget } from '../java/lowerTarget.js';
import type { Lower } from './lower.js';
import { lowerArguments } from './lowerArguments.js';

export const lowerAssigned: Lower = (lowering, node) => {
  const left = fieldOf(node, 'left');
  const value = lowerField(lowering, node, 'right');
  if (left) lowering.before.push({ kind: 'assign', targets: [lowerAssignmentTarget(lowering, left)], value });
  return NOTHING;
};

function lowerAssignmentTarget(lowering: JvmLowering, node: SyntaxNode): Expression {
  if (node.type === 'identifier') return lowerTarget(lowering, node);
  const [called, args] = [fieldOf(node, 'function'), fieldOf(node, 'arguments')];
  const [key] = lowerArguments(lowering, args);
  if (node.type === 'call_expression' && called && key)
    return { kind: 'index', of: lowerAssignmentTarget(lowering, called), key: key.value };
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  return value && field
    ? { kind: 'member', of: lowering.expression(value), name: sourceOf(lowering, field) }
    : lowering.expression(node);
}
