import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerMember } from './lowerAccess.js';
import { genericOf, lastName, lowerArguments, typeArguments } from './lowerArguments.js';
import { type Lowering, NOTHING, positionOf, sourceOf } from './lowering.js';
import type { Lower } from './lowerParts.js';

export const lowerCall: Lower = (lowering, node) => {
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
  return lowering.lower(lowering, node);
}
