import { parse } from '@polyglot-sql/sdk';
import type { Facts } from '../../facts/facts.js';
import type { SqlProblem, SqlScript, SqlStatement } from '../../facts/sqlScript.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { readStatement } from './readStatement.js';
import { routineBody, withoutBlockWords } from './routineBody.js';
import { splitStatements } from './splitStatements.js';
import { namespaceOfDialect, sqlDialects } from './sqlDialects.js';
import type { Json, JsonObject } from './syntaxTree.js';
import { fillTemplateHoles } from './templateHoles.js';

const MOVES_DATA =
  /^\(*\s*(select|with|insert|create|merge|update|copy|export|unload|load|replace|from|values)\b/i;
const UNLOAD = /^unload\s*\(\s*(?:'((?:[^']|'')*)'|\$\$([\s\S]*?)\$\$)\s*\)\s*to\s+'([^']*)'/i;
/** Template calls that stand before a statement, such as dbt's `config`. */
const LEADING_HOLES = /^(hole_\d+_\s*)+/;
const OTHER_OBJECTS =
  /^create\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:index|schema|database|extension|sequence|type|role|user|trigger|policy|stage|warehouse|login)\b/i;

interface Found {
  statements: SqlStatement[];
  problems: SqlProblem[];
}

interface Parsed {
  tree?: Json;
  error: string;
}

/** What the parser hands out came out of JSON. */
function isTree(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function parseOne(text: string): Parsed {
  let error = '';
  for (const dialect of sqlDialects(text)) {
    const result = parse(text, dialect as Parameters<typeof parse>[1]);
    const tree: unknown = result.success ? result.ast?.[0] : undefined;
    if (isTree(tree)) return { tree, error };
    error ||= result.error ?? 'no statement';
  }
  return { error };
}

/** Redshift's UNLOAD holds its query in a string that the parser keeps opaque: it reads like COPY of a query. */
function asCopy(text: string): string {
  const unload = UNLOAD.exec(text);
  if (!unload) return text.replace(/^\\copy\b/i, 'copy');
  const query = unload[2] ?? (unload[1] ?? '').replaceAll("''", "'");
  return `copy (${query}) to '${unload[3]}'`;
}

function readOne(raw: string, line: number, restore: (name: string) => string, found: Found): void {
  const text = asCopy(withoutBlockWords(raw.replace(LEADING_HOLES, '')));
  if (!MOVES_DATA.test(text) || OTHER_OBJECTS.test(text)) return;
  const { tree, error } = parseOne(text);
  if (tree === undefined) {
    found.problems.push({ line, text: restore(text.slice(0, 120)), reason: error });
    return;
  }
  const start = line + raw.split('\n').length - text.split('\n').length;
  const reader = { reads: [], line: start, text, restore };
  const statement = readStatement(reader, tree, start + text.split('\n').length - 1);
  if (statement) found.statements.push(statement);
}

function readScript(text: string, line: number, restore: (name: string) => string, found: Found): void {
  for (const statement of splitStatements(text)) {
    const at = line + statement.line - 1;
    const body = routineBody(statement.text);
    if (body) readScript(body.text, at + body.linesBefore, restore, found);
    else readOne(statement.text, at, restore, found);
  }
}

/** Reads a script of any known dialect, statement by statement: one that fails does not hide the others. */
function analyzeSql(script: string): SqlScript {
  const filled = fillTemplateHoles(script);
  const found: Found = { statements: [], problems: [] };
  readScript(filled.text, 1, filled.restore, found);
  return { dialect: namespaceOfDialect(script), ...found };
}

/** SQL files; the text of queries in other languages comes here too. */
export const sqlAnalyzer: Analyzer = {
  name: 'sql',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'sql',
  matches: (path) => /\.(sql|bql|hql|ddl)$/i.test(path),
  prepare: async () => {},
  analyze: (file: SourceFile): Facts => {
    const sql = analyzeSql(file.text);
    const problems = sql.problems.map((each) => `line ${each.line}: ${each.reason}`);
    const facts: Facts = { sql, config: file.text };
    return problems.length > 0 ? { ...facts, problems } : facts;
  },
};
