import type { Artefact } from '../../facts/artefact.js';
import type { SqlProblem, SqlStatement, SqlTable } from '../../facts/sqlScript.js';
import { kqlTree } from './kqlNode.js';
import { KqlReader, KqlText } from './kqlReader.js';
import type { KqlScope } from './kqlScope.js';
import { kustoParser } from './kustoParser.js';
import { readBody, readQuery } from './readQuery.js';
import { readTabular } from './readTabular.js';
import type { Relation } from './relation.js';

/** What the parts of a script have said so far. */
export interface KqlFindings {
  statements: SqlStatement[];
  /** Tables that cannot be named. */
  problems: SqlProblem[];
  artefacts: Artefact[];
  /** What the parser could not read. */
  errors: string[];
}

export interface KqlRead {
  reads: SqlTable[];
  relation: Relation;
}

const RULES = { tabular: readTabular, body: readBody };

/** Reads the query at a part of the script; `text` replaces it when the script holds the query in another spelling. */
export function readPart(
  source: KqlText,
  part: { start: number; end: number },
  found: KqlFindings,
  scope?: KqlScope,
  text?: string,
): KqlRead | undefined {
  const query = text ?? source.text.slice(part.start, part.end);
  const line = source.lineAt(part.start);
  const parsed = kustoParser.parse(query);
  if (!parsed) {
    found.errors.push(`line ${line}: the parser gave no tree`);
    return undefined;
  }
  const own = text === undefined ? source : new KqlText(text);
  const reader = new KqlReader(own, text === undefined ? part.start : 0, RULES);
  const relation = readQuery(reader, kqlTree(parsed.root, query), scope);
  const [error] = parsed.errors;
  if (error) found.errors.push(`line ${own.lineAt(reader.base + error.start)}: ${error.message}`);
  const moved = <Placed extends { line: number }>(each: Placed): Placed =>
    text === undefined ? each : { ...each, line };
  found.problems.push(...reader.problems.map(moved));
  return { reads: reader.reads.map(moved), relation };
}

/** A statement of the script in the form that SQL has. */
export function statementOf(
  source: KqlText,
  start: number,
  end: number,
  reads: SqlTable[],
  relation: Relation,
  writes: SqlTable[],
): SqlStatement {
  return {
    line: source.lineAt(start),
    endLine: source.lineAt(Math.max(start, end - 1)),
    reads,
    writes,
    columns: [...relation.columns].map(([name, origins]) => ({ name, origins })),
    whole: [...relation.whole],
    rows: [...relation.rows],
    temporary: [],
  };
}
