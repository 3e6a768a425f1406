import type { Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerStatement } from './lowerStatement.js';
import type { ShellLowering } from './shellLowering.js';

/** Statements in order, each after what its expressions need first. */
export function lowerSequence(lowering: ShellLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const statements: Statement[] = [];
  for (const node of nodes) {
    const outer = lowering.before;
    lowering.before = [];
    const own = lowerStatement(lowering, node);
    for (const each of [...lowering.before, ...own]) statements.push(each);
    lowering.before = outer;
  }
  return statements;
}
