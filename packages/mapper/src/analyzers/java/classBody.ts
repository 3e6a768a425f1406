import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { partsOf } from './jvmLowering.js';

export function bodyOf(node: SyntaxNode): SyntaxNode[] {
  const body = fieldOf(node, 'body');
  return (body ? partsOf(body) : []).flatMap((child) =>
    child.type === 'enum_body_declarations' ? partsOf(child) : [child],
  );
}
