import type { Facts } from '../../facts/facts.js';
import type { SqlScript } from '../../facts/sqlScript.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { jsonAnalyzer } from '../json/jsonAnalyzer.js';
import { JsonLines } from '../json/jsonLines.js';
import { type JsonNode, parseJson } from '../json/parseJson.js';
import { lowerNotebook } from '../notebook/lowerNotebook.js';
import { notebookAnalyzer } from '../notebook/notebookAnalyzer.js';
import { sqlAnalyzer } from '../sql/sqlAnalyzer.js';
import { readFabric } from './readFabric.js';

const FABRIC = /\.Notebook\/notebook-content\.py$/i;

function memberOf(node: JsonNode | undefined, ...keys: readonly string[]): JsonNode | undefined {
  return keys.reduce<JsonNode | undefined>((inner, key) => inner?.members?.get(key), node);
}

/** The notebook that stands inside of a resource: what is around it turns to blanks, so that lines stay. */
function readNotebook(file: SourceFile, properties: JsonNode): Facts {
  const start = file.text.indexOf('{', properties.start);
  const before = file.text.slice(0, start).replace(/[^\n]/g, ' ');
  const text = `${before}${file.text.slice(start, properties.end)}`;
  return notebookAnalyzer.analyze({ path: file.path, text });
}

/** A script as it stands in one string: everything of it is on the string's line. */
function onLine(script: SqlScript, line: number): SqlScript {
  const placed = <Placed extends { line: number }>(each: Placed): Placed => ({ ...each, line });
  return {
    ...script,
    statements: script.statements.map((statement) => ({
      ...statement,
      line,
      endLine: line,
      reads: statement.reads.map(placed),
      writes: statement.writes.map(placed),
    })),
    problems: script.problems.map(placed),
  };
}

function readFabricNotebook({ path, text }: SourceFile): Facts {
  const { notebook, settings } = readFabric(text, 'python');
  const name =
    path
      .split('/')
      .at(-2)
      ?.replace(/\.Notebook$/i, '') ?? path;
  const artefact = { type: 'fabric-notebook', name, line: 1, endLine: 1, body: settings };
  return { ...lowerNotebook(notebook, text), activity: 'notebook', artefacts: [artefact] };
}

function analyze(file: SourceFile): Facts {
  if (FABRIC.test(file.path)) return readFabricNotebook(file);
  const facts = jsonAnalyzer.analyze(file);
  const { root } = parseJson(file.text);
  const properties = memberOf(root, 'properties');
  if (properties && memberOf(properties, 'cells')) {
    const { program, problems } = readNotebook(file, properties);
    return {
      ...facts,
      activity: 'notebook',
      ...(program ? { program } : {}),
      ...(problems ? { problems } : {}),
    };
  }
  const query = memberOf(properties, 'content', 'query');
  const text = query?.value;
  if (query === undefined || typeof text !== 'string') return facts;
  const { sql } = sqlAnalyzer.analyze({ path: `${file.path}.sql`, text });
  const line = new JsonLines(file.text).lineAt(query.start);
  return sql ? { ...facts, sql: onLine(sql, line) } : facts;
}

/** Notebooks and SQL scripts as Synapse keeps them in Git, JSON resources that hold code, and notebooks of Fabric. */
export const synapseAnalyzer: Analyzer = {
  name: 'synapse',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: (path) => (FABRIC.test(path) ? 'python' : 'json'),
  matches: (path) => FABRIC.test(path) || /(^|\/)(notebook|sqlscript)\/[^/]+\.json$/i.test(path),
  prepare: async () => {
    await Promise.all([notebookAnalyzer.prepare(), sqlAnalyzer.prepare(), jsonAnalyzer.prepare()]);
  },
  analyze,
};
