import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, sourceOf, THIS } from './jvmLowering.js';

/** A bare name that is set: a field of the class around it unless the method declares it. */
function nameTarget(lowering: JvmLowering, name: string): Expression {
  return lowering.fields.has(name) && !lowering.locals.has(name)
    ? { kind: 'member', of: THIS, name }
    : { kind: 'name', name };
}

/** What a value can be bound to. */
export function lowerTarget(lowering: JvmLowering, node: SyntaxNode): Expression {
  if (node.type === 'identifier') return nameTarget(lowering, sourceOf(lowering, node));
  const [array, index] = [fieldOf(node, 'array'), fieldOf(node, 'index')];
  if (node.type === 'array_access' && array && index)
    return { kind: 'index', of: lowerTarget(lowering, array), key: lowering.expression(index) };
  return lowering.expression(node);
}
