import type { ConfigValue } from '../../facts/configValue.js';
import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { parseYaml } from '../yaml/parseYaml.js';
import { readTools } from '../yaml/readTools.js';
import { databricksBundle } from '../yaml/tools/databricksBundle.js';
import { artefactReaders } from './artefactReaders.js';
import { JsonLines } from './jsonLines.js';
import { parseJson } from './parseJson.js';

/** Strict parsing is the fast way, and right for nearly every file. */
function strictValue(text: string): ConfigValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function analyze({ path, text }: SourceFile): Facts {
  if (text.trim() === '') return {};
  const lines = new JsonLines(text);
  const strict = strictValue(text);
  const tolerant = strict === undefined ? parseJson(text) : undefined;
  const value = strict ?? tolerant?.root.value ?? null;
  const facts: Facts = { config: value };
  const artefacts = artefactReaders.flatMap((reader) => reader.readArtefacts(path, value, lines));
  if (artefacts.length > 0) facts.artefacts = artefacts;
  const tools = databricksBundle.matches(path, text) ? readTools(path, text, parseYaml(text)) : undefined;
  if (tools?.pipelines) facts.pipelines = tools.pipelines;
  const problem = tolerant?.problem;
  if (problem) facts.problems = [`line ${lines.lineAt(problem.offset)}: ${problem.message}`];
  return facts;
}

/** JSON: configuration values, and what tools declare in it. JSON is YAML: jobs of Databricks are read as there. */
export const jsonAnalyzer: Analyzer = {
  name: 'json',
  version: 2,
  maximumBytes: 500_000,
  languageOf: () => 'json',
  matches: (path) => /(\.jsonc?|(^|\/)\.platform)$/i.test(path) && !/(^|\/)package-lock\.json$/.test(path),
  prepare: async () => {},
  analyze,
};
