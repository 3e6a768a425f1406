import type { Analyzer } from './analyzer.js';
import { jsonAnalyzer } from './json/jsonAnalyzer.js';
import { kqlAnalyzer } from './kql/kqlAnalyzer.js';
import { notebookAnalyzer } from './notebook/notebookAnalyzer.js';
import { pythonAnalyzer } from './python/pythonAnalyzer.js';
import { rAnalyzer } from './r/rAnalyzer.js';
import { settingsAnalyzer } from './settings/settingsAnalyzer.js';
import { sqlAnalyzer } from './sql/sqlAnalyzer.js';
import { yamlAnalyzer } from './yaml/yamlAnalyzer.js';

/** Every analyzer; the first whose `matches` accepts a path reads the file. */
export const analyzers: readonly Analyzer[] = [
  pythonAnalyzer,
  notebookAnalyzer,
  sqlAnalyzer,
  kqlAnalyzer,
  jsonAnalyzer,
  yamlAnalyzer,
  settingsAnalyzer,
  rAnalyzer,
];
