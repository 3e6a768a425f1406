import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, sourceOf } from '../java/jvmLowering.js';

export function typeName(lowering: JvmLowering, node: SyntaxNode): Expression {
  const [first = '', ...rest] = sourceOf(lowering, node)
    .replace(/[[(][\s\S]*$/, '')
    .trim()
    .split('.');
  return rest.reduce<Expression>((of, name) => ({ kind: 'member', of, name }), { kind: 'name', name: first });
}
