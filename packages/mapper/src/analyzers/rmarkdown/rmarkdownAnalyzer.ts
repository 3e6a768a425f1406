import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { pythonGrammar } from '../python/pythonGrammar.js';
import { prepareR } from '../r/lowerR.js';
import { lowerDocument } from './lowerDocument.js';

function analyze({ text }: SourceFile): Facts {
  const { program, problems } = lowerDocument(text);
  const facts: Facts = { program, activity: 'notebook' };
  return problems.length > 0 ? { ...facts, problems } : facts;
}

/** R Markdown and Quarto documents: chunks in R, Python, SQL and shell share their variables. */
export const rmarkdownAnalyzer: Analyzer = {
  name: 'rmarkdown',
  version: 1,
  maximumBytes: 5_000_000,
  languageOf: () => 'rmarkdown',
  matches: (path) => /\.(rmd|qmd|rmarkdown)$/i.test(path),
  prepare: async () => {
    await prepareR();
    await pythonGrammar.load();
  },
  analyze,
};
