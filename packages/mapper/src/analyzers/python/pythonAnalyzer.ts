import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerNotebook } from '../notebook/lowerNotebook.js';
import { isDatabricksExport, readDatabricks } from '../notebook/readDatabricks.js';
import { isJupytext, readPercent } from '../notebook/readPercent.js';
import { lowerPython } from './lowerPython.js';
import { pythonGrammar } from './pythonGrammar.js';

function analyze({ text }: SourceFile): Facts {
  if (isDatabricksExport(text)) return lowerNotebook(readDatabricks(text, 'python'), text);
  if (isJupytext(text)) return lowerNotebook(readPercent(text, 'python'), text);
  const calls = new Set<string>();
  const { body, error } = lowerPython(text, calls);
  const facts: Facts = { program: { language: 'python', body, calls: [...calls] } };
  return error ? { ...facts, problems: [`line ${error[0]}: not Python that the grammar knows`] } : facts;
}

/** Python source and notebooks exported as such: lowers the file to a program that the resolver interprets. */
export const pythonAnalyzer: Analyzer = {
  name: 'python',
  version: 3,
  maximumBytes: 2_000_000,
  languageOf: () => 'python',
  matches: (path) => /\.(py|pyw)$/i.test(path),
  prepare: () => pythonGrammar.load(),
  analyze,
};
