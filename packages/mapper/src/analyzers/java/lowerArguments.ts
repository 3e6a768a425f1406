import type { Argument } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { type JvmLowering, partsOf } from './jvmLowering.js';

/** Arguments of a call. */
export function lowerArguments(lowering: JvmLowering, node: SyntaxNode | undefined): Argument[] {
  return node ? partsOf(node).map((each) => ({ value: lowering.expression(each) })) : [];
}
