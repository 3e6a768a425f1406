import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, qualifiedName, sourceOf } from './jvmLowering.js';

/** A type as something that can be called: its name, without what it is made of. */
export function typeName(lowering: JvmLowering, node: SyntaxNode): Expression {
  const written = sourceOf(lowering, node)
    .replace(/[<[][\s\S]*$/, '')
    .trim();
  const full = qualifiedName(lowering, written);
  if (full) return full;
  const [first = '', ...rest] = written.split('.');
  return rest.reduce<Expression>((of, name) => ({ kind: 'member', of, name }), { kind: 'name', name: first });
}
