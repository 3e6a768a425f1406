import type { Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { effect, type JvmLowering, lowerField, partsOf, together } from '../java/jvmLowering.js';

/** The body of a function: its last expression is its answer. */
export function lowerTail(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const last = nodes.at(-1);
  if (!last) return [];
  const earlier = lowering.block(nodes.slice(0, -1));
  if (/_definition$|_declaration$/.test(last.type)) return [...earlier, ...lowering.block([last])];
  if (last.type === 'if_expression') {
    const options = ['consequence', 'alternative'].map((field) => {
      const option = fieldOf(last, field);
      return option
        ? lowerTail(lowering, /^(indented_)?block$/.test(option.type) ? partsOf(option) : [option])
        : [];
    });
    return [
      ...earlier,
      ...together(lowering, () => [
        ...effect(lowerField(lowering, last, 'condition')),
        { kind: 'branch', options },
      ]),
    ];
  }
  if (/^(indented_)?block$/.test(last.type)) return [...earlier, ...lowerTail(lowering, partsOf(last))];
  return [...earlier, ...together(lowering, () => [{ kind: 'return', value: lowering.expression(last) }])];
}
