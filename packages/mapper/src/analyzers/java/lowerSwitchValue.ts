import type { Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, NOTHING, partsOf } from './jvmLowering.js';

/** Statements of each group of a switch. */
export function groupsOf(node: SyntaxNode): SyntaxNode[][] {
  const groups = partsOf(fieldOf(node, 'body') ?? { ...node, children: [] });
  return groups.map((group) => partsOf(group).filter((child) => child.type !== 'switch_label'));
}

function valueOfGroup(lowering: JvmLowering, group: readonly SyntaxNode[]): Expression[] {
  return group.flatMap((child): Expression[] => {
    if (child.type === 'expression_statement') return partsOf(child).map((each) => lowering.expression(each));
    if (child.type === 'yield_statement') return partsOf(child).map((each) => lowering.expression(each));
    return child.type === 'block'
      ? valueOfGroup(
          lowering,
          partsOf(child).filter((each) => each.type === 'yield_statement'),
        )
      : [];
  });
}

/** A switch in the place of an expression: any of its values. */
export function lowerSwitchValue(lowering: JvmLowering, node: SyntaxNode): Expression {
  const options = groupsOf(node).flatMap((group) => valueOfGroup(lowering, group));
  return options.length > 0 ? { kind: 'either', options } : NOTHING;
}
