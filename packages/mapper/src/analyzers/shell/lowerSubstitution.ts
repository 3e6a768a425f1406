import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { captured } from './captured.js';
import { callOf, constantOf, isCommand, NOTHING, nameOf, type ShellLowering } from './shellLowering.js';

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
  return lowering.command(only, undefined);
}
