import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerR, prepareR } from './lowerR.js';

function analyze(file: SourceFile): Facts {
  const { program, problems } = lowerR(file.text);
  return problems.length > 0 ? { program, problems } : { program };
}

/** R scripts, and the profiles that R runs first. */
export const rAnalyzer: Analyzer = {
  name: 'r',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'r',
  matches: (path) => /\.r$|(^|\/)\.Rprofile$/i.test(path),
  prepare: prepareR,
  analyze,
};
