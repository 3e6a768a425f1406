import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import type { ScriptNames } from './lowerRowset.js';
import { lowerStatements } from './lowerScript.js';
import { tokenize } from './tokenize.js';

/** Files that end in `.script` may be anything. */
const LOOKS_LIKE =
  /\b(EXTRACT|SSTREAM|OUTPUT|INSERT\s+INTO|CREATE\s+(TABLE|VIEW|FUNCTION|PROCEDURE|PACKAGE)|#?DECLARE)\b/i;

function analyze({ text }: SourceFile): Facts {
  if (!LOOKS_LIKE.test(text)) return {};
  const script: ScriptNames = { rowsets: new Set(), calls: new Set(), database: 'master' };
  const body = lowerStatements(tokenize(text), script);
  return { program: { language: 'usql', body, calls: [...script.calls] } };
}

/** U-SQL of Azure Data Lake Analytics, and SCOPE, which it grew from. */
export const usqlAnalyzer: Analyzer = {
  name: 'usql',
  version: 1,
  maximumBytes: 1_000_000,
  languageOf: () => 'usql',
  matches: (path) => /\.(usql|scope|script)$/i.test(path),
  prepare: async () => {},
  analyze,
};
