import type { Analyzer } from './analyzer.js';
import { jsonAnalyzer } from './json/jsonAnalyzer.js';
import { kqlAnalyzer } from './kql/kqlAnalyzer.js';
import { notebookAnalyzer } from './notebook/notebookAnalyzer.js';
import { pythonAnalyzer } from './python/pythonAnalyzer.js';
import { rAnalyzer } from './r/rAnalyzer.js';
import { settingsAnalyzer } from './settings/settingsAnalyzer.js';
import { shellAnalyzer } from './shell/shellAnalyzer.js';
import { sqlAnalyzer } from './sql/sqlAnalyzer.js';
import { synapseAnalyzer } from './synapse/synapseAnalyzer.js';
import { yamlAnalyzer } from './yaml/yamlAnalyzer.js';

/** Every analyzer; the first whose `matches` accepts a path reads the file. */
export const analyzers: readonly Analyzer[] = [
  pythonAnalyzer,
  notebookAnalyzer,
  sqlAnalyzer,
  kqlAnalyzer,
  synapseAnalyzer,
  jsonAnalyzer,
  yamlAnalyzer,
  settingsAnalyzer,
  shellAnalyzer,
  rAnalyzer,
];
