import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { isCommand, lowerCommand } from './lowerCommand.js';
import { lowerSequence } from './lowerSequence.js';
import {
  assigned,
  callOf,
  constantOf,
  DIRECTORY,
  freshName,
  NOTHING,
  nameOf,
  type ShellLowering,
} from './shellLowering.js';

/** Runs statements in a shell of their own and collects what they print into a variable, whose name is the answer. */
export function captured(lowering: ShellLowering, nodes: readonly SyntaxNode[]): string {
  const { before, output } = lowering;
  const [printed, folder] = [freshName(lowering, 'out'), freshName(lowering, 'cwd')];
  lowering.before = [];
  lowering.output = printed;
  const body = lowerSequence(lowering, nodes);
  lowering.output = output;
  lowering.before = before;
  if (lowering.moves) before.push(assigned(folder, nameOf(DIRECTORY)));
  before.push(assigned(printed, constantOf('')), ...body);
  if (lowering.moves) before.push(assigned(DIRECTORY, nameOf(folder)));
  return printed;
}

/** `$(command)`, `<(command)`: what the command prints. */
export function lowerSubstitution(lowering: ShellLowering, node: SyntaxNode): Expression {
  const [only] = node.children;
  if (!only) return NOTHING;
  if (node.children.length > 1 || !isCommand(only)) return nameOf(captured(lowering, node.children));
  if (only.type === 'file_redirect') {
    const path = only.children[0];
    return path
      ? callOf(lowering, '<', [{ value: constantOf(lowering.text.slice(path.start, path.end)) }], only)
      : NOTHING;
  }
  return lowerCommand(lowering, only, undefined);
}
