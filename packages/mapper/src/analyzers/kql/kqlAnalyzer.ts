import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { JsonLines } from '../json/jsonLines.js';
import { parseJson } from '../json/parseJson.js';
import { kqlJsonReader } from './kqlJsonReader.js';
import { KqlText } from './kqlReader.js';
import { kustoParser } from './kustoParser.js';
import { readCommand } from './readCommand.js';
import { type KqlFindings, readPart, statementOf } from './readPart.js';
import { splitKql, withoutComments } from './splitKql.js';

/** `where Time {TimeRange}` in a workbook: what the parameter says is a condition on the column. */
function withoutParameters(text: string): string {
  return text.replace(/(?<=\w[ \t]+)\{\w+(?::\w+)?\}/g, (hole) => '> 1'.padEnd(hole.length));
}

function isOneQuery(text: string): boolean {
  return kustoParser.parse(text)?.errors.length === 0;
}

/** Some keep the JSON of a workbook under the name of a query. */
function readWorkbook({ path, text }: SourceFile): Facts | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  const { root, problem } = parseJson(text);
  if (problem) return undefined;
  return { artefacts: kqlJsonReader.readArtefacts(path, root.value, new JsonLines(text)) };
}

/** Loads the parser itself when nobody did: queries that stand in other files come without being announced. */
function analyze(file: SourceFile): Facts {
  kustoParser.load();
  const workbook = readWorkbook(file);
  if (workbook) return workbook;
  const source = new KqlText(withoutParameters(withoutComments(file.text)));
  const found: KqlFindings = { statements: [], problems: [], artefacts: [], errors: [] };
  for (const part of splitKql(source.text, isOneQuery)) {
    if (part.command) readCommand(source, part.start, part.end, found);
    else {
      const read = readPart(source, part, found);
      if (!read || read.reads.length === 0) continue;
      found.statements.push(statementOf(source, part.start, part.end, read.reads, read.relation, []));
    }
  }
  const { statements, problems, artefacts, errors } = found;
  const facts: Facts = { sql: { dialect: null, statements, problems }, artefacts, config: file.text };
  return errors.length > 0 ? { ...facts, problems: errors } : facts;
}

/** Queries and management commands of Azure Data Explorer, Log Analytics and Sentinel. */
export const kqlAnalyzer: Analyzer = {
  name: 'kql',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'kql',
  matches: (path) => /\.(kql|csl|kusto)$/i.test(path),
  prepare: async () => kustoParser.load(),
  analyze,
};
