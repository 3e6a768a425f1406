import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerStatements } from './lowerStatement.js';
import { pythonGrammar } from './pythonGrammar.js';

function analyze(file: SourceFile): Facts {
  const root = pythonGrammar.parse(file.text);
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
  prepare: () => pythonGrammar.load(),
  analyze,
};
