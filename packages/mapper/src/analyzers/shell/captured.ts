import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { assigned, constantOf, DIRECTORY, freshName, nameOf, type ShellLowering } from './shellLowering.js';

/** Runs statements in a shell of their own and collects what they print into a variable, whose name is the answer. */
export function captured(lowering: ShellLowering, nodes: readonly SyntaxNode[]): string {
  const { before, output } = lowering;
  const [printed, folder] = [freshName(lowering, 'out'), freshName(lowering, 'cwd')];
  lowering.before = [];
  lowering.output = printed;
  const body = lowering.sequence(nodes);
  lowering.output = output;
  lowering.before = before;
  if (lowering.moves) before.push(assigned(folder, nameOf(DIRECTORY)));
  before.push(assigned(printed, constantOf('')), ...body);
  if (lowering.moves) before.push(assigned(DIRECTORY, nameOf(folder)));
  return printed;
}
