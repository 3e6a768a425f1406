import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { pythonGrammar } from '../python/pythonGrammar.js';
import { lowerR, prepareR } from '../r/lowerR.js';
import { lowerNotebook } from './lowerNotebook.js';
import { readJupyter } from './readJupyter.js';

function analyze({ text }: SourceFile): Facts {
  if (text.trim() === '') return { activity: 'notebook' };
  return lowerNotebook(readJupyter(text), text, { r: lowerR });
}

/** Notebooks of Jupyter, Colab and Zeppelin. Exports of Databricks and scripts of Jupytext come with their languages' files. */
export const notebookAnalyzer: Analyzer = {
  name: 'notebook',
  version: 1,
  maximumBytes: 20_000_000,
  languageOf: () => 'notebook',
  matches: (path) => /\.(ipynb|zpln)$/i.test(path),
  prepare: async () => {
    await Promise.all([pythonGrammar.load(), prepareR()]);
  },
  analyze,
};
