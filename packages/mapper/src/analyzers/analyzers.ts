import type { Analyzer } from './analyzer.js';
import { bicepAnalyzer } from './bicep/bicepAnalyzer.js';
import { commandFilesAnalyzer } from './commandFiles/commandFilesAnalyzer.js';
import { csharpAnalyzer } from './csharp/csharpAnalyzer.js';
import { dockerfileAnalyzer } from './dockerfile/dockerfileAnalyzer.js';
import { goAnalyzer } from './go/goAnalyzer.js';
import { hoconAnalyzer } from './hocon/hoconAnalyzer.js';
import { javaAnalyzer } from './java/javaAnalyzer.js';
import { javascriptAnalyzer } from './javascript/javascriptAnalyzer.js';
import { jsonAnalyzer } from './json/jsonAnalyzer.js';
import { kqlAnalyzer } from './kql/kqlAnalyzer.js';
import { makefileAnalyzer } from './makefile/makefileAnalyzer.js';
import { notebookAnalyzer } from './notebook/notebookAnalyzer.js';
import { pythonAnalyzer } from './python/pythonAnalyzer.js';
import { rAnalyzer } from './r/rAnalyzer.js';
import { rmarkdownAnalyzer } from './rmarkdown/rmarkdownAnalyzer.js';
import { scalaAnalyzer } from './scala/scalaAnalyzer.js';
import { settingsAnalyzer } from './settings/settingsAnalyzer.js';
import { shellAnalyzer } from './shell/shellAnalyzer.js';
import { sqlAnalyzer } from './sql/sqlAnalyzer.js';
import { synapseAnalyzer } from './synapse/synapseAnalyzer.js';
import { terraformAnalyzer } from './terraform/terraformAnalyzer.js';
import { usqlAnalyzer } from './usql/usqlAnalyzer.js';
import { yamlAnalyzer } from './yaml/yamlAnalyzer.js';

/** Every analyzer; the first whose `matches` accepts a path reads the file. */
export const analyzers: readonly Analyzer[] = [
  hoconAnalyzer,
  synapseAnalyzer,
  pythonAnalyzer,
  notebookAnalyzer,
  sqlAnalyzer,
  kqlAnalyzer,
  commandFilesAnalyzer,
  jsonAnalyzer,
  yamlAnalyzer,
  settingsAnalyzer,
  shellAnalyzer,
  javaAnalyzer,
  scalaAnalyzer,
  rAnalyzer,
  csharpAnalyzer,
  usqlAnalyzer,
  rmarkdownAnalyzer,
  dockerfileAnalyzer,
  makefileAnalyzer,
  javascriptAnalyzer,
  goAnalyzer,
  terraformAnalyzer,
  bicepAnalyzer,
];
