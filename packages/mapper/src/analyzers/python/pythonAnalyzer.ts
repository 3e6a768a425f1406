import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerStatements } from './lowerStatement.js';
import { loadPythonParser, parsePython } from './pythonParser.js';
import type { SyntaxNode } from './syntaxNode.js';

function firstError(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type === 'ERROR') return node;
  for (const child of node.children) {
    const found = firstError(child);
    if (found) return found;
  }
  return undefined;
}

function analyze(file: SourceFile): Facts {
  const root = parsePython(file.text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const lowering = { text: file.text, calls: new Set<string>() };
  const body = lowerStatements(lowering, root.children);
  const facts: Facts = { program: { language: 'python', body, calls: [...lowering.calls] } };
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Python that the grammar knows`] } : facts;
}

/** Python source: lowers the file to a program that the resolver interprets. */
export const pythonAnalyzer: Analyzer = {
  name: 'python',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'python',
  matches: (path) => /\.(py|pyw)$/i.test(path),
  prepare: loadPythonParser,
  analyze,
};
