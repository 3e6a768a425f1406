import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, nameOf, positionOf, sourceOf, typeName } from './lowering.js';

/** `[Table("orders")]` before a declaration, as a call. */
export function attributesOf(lowering: Lowering, node: SyntaxNode): Expression[] {
  return node.children
    .filter((child) => child.type === 'attribute_list')
    .flatMap((list) => list.children.filter((child) => child.type === 'attribute'))
    .flatMap((attribute): Expression[] => {
      const name = fieldOf(attribute, 'name');
      const list = attribute.children.find((child) => child.type === 'attribute_argument_list');
      const args = (list?.children ?? []).map((each): Argument => {
        const [named, value] = [fieldOf(each, 'name'), each.children.at(-1)];
        const lowered = value ? lowering.lower(lowering, value) : nameOf('null');
        return named && named !== value
          ? { value: lowered, name: sourceOf(lowering, named) }
          : { value: lowered };
      });
      return name
        ? [{ kind: 'call', callee: nameOf(typeName(lowering, name)), args, at: positionOf(attribute) }]
        : [];
    });
}
