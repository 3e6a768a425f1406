import { flowOfQuery } from '../queries/flowOfQuery.js';
import { underNames } from '../queries/relation.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';
import { readCall } from './execute.js';
import type { StatementReader } from './statementReader.js';

const NOISE = new Set([
  'INTO',
  'OVERWRITE',
  'TABLE',
  'IGNORE',
  'LOW_PRIORITY',
  'HIGH_PRIORITY',
  'DELAYED',
  'TOP',
]);
const QUERY_WORDS = ['SELECT', 'WITH', 'FROM', 'TABLE', '('];
const DATA_WORDS = [
  'SELECT',
  'WITH',
  'VALUES',
  'TABLE',
  'EXEC',
  'EXECUTE',
  'FROM',
  'SET',
  'DEFAULT',
  'VALUE',
];

/** Words of a column list, which names what the query gives by position. */
function columnNames(tokens: readonly SqlToken[]): string[] {
  const plain = tokens.every(
    (token) => token.kind === 'word' || token.kind === 'name' || token.word === ',' || token.word === '.',
  );
  if (!plain) return [];
  return tokens
    .filter((token, index) => token.word !== ',' && token.word !== '.' && tokens[index + 1]?.word !== '.')
    .map((token) => token.text);
}

/** `INSERT OVERWRITE [LOCAL] DIRECTORY 'path'`. */
function intoDirectory(draft: StatementDraft, cursor: TokenCursor): boolean {
  const start = cursor.at;
  cursor.take('LOCAL');
  if (!cursor.take('DIRECTORY')) {
    cursor.at = start;
    return false;
  }
  const token = cursor.token;
  const paths =
    token?.kind === 'string' || token?.kind === 'name'
      ? [{ text: token.text, line: token.line }]
      : optionTexts(cursor.rest(), 'PATH');
  for (const path of paths) draft.write(draft.location(path));
  return true;
}

/** ClickHouse inserts into a table function: `INSERT INTO FUNCTION s3('…')`. */
function intoFunction(draft: StatementDraft, cursor: TokenCursor): boolean {
  if (!cursor.take('FUNCTION')) return false;
  cursor.name();
  const [first] = cursor.group() ?? [];
  if (first) draft.write(draft.location({ text: first.text, line: first.line }));
  return true;
}

function target(cursor: TokenCursor): WrittenName | undefined {
  cursor.skipWords(NOISE);
  if (cursor.word() === '(') cursor.group();
  cursor.skipWords(NOISE);
  return cursor.name();
}

/** Several tables filled by one query: Oracle's and Snowflake's `INSERT ALL`. */
function insertAll(draft: StatementDraft, cursor: TokenCursor): void {
  const targets: WrittenName[] = [];
  const start = cursor.at;
  while (cursor.find('INTO', 'SELECT', 'WITH')) {
    if (!cursor.take('INTO')) break;
    const name = cursor.name();
    if (name) targets.push(name);
  }
  if (cursor.done) cursor.at = start;
  draft.relation = flowOfQuery(draft, cursor.rest());
  for (const name of targets) draft.writeNamed(name, false);
}

/** What INSERT fills its target with: a query, rows, or a procedure's answer. */
function readInserted(
  draft: StatementDraft,
  cursor: TokenCursor,
  before: readonly SqlToken[],
  script: Parameters<StatementReader>[2],
): void {
  let columns: string[] = [];
  while (cursor.word() === '(' && !QUERY_WORDS.slice(0, 2).includes(cursor.word(1))) {
    const names = columnNames(cursor.group() ?? []);
    if (names.length > 0) columns = names;
  }
  if (cursor.word() !== '(' && !cursor.find(...DATA_WORDS, '(')) return;
  if (cursor.word() === '(' && !QUERY_WORDS.slice(0, 2).includes(cursor.word(1))) {
    readInserted(draft, cursor, before, script);
    return;
  }
  if (cursor.word() === 'EXEC' || cursor.word() === 'EXECUTE') {
    cursor.next();
    readCall(draft, cursor, script);
  } else if (QUERY_WORDS.includes(cursor.word())) {
    draft.relation = underNames(flowOfQuery(draft, [...before, ...cursor.rest()]), columns);
  }
}

/** INSERT and REPLACE; `before` are common table expressions that stand before the word. */
export const readInsert =
  (before: readonly SqlToken[]): StatementReader =>
  (draft, cursor, script) => {
    if (cursor.word() === 'ALL' || cursor.word() === 'FIRST') {
      insertAll(draft, cursor);
      return;
    }
    if (cursor.take('OR')) cursor.next();
    cursor.skipWords(NOISE);
    if (!intoDirectory(draft, cursor) && !intoFunction(draft, cursor)) {
      const name = target(cursor);
      if (!name) return;
      if (cursor.take('PARTITION')) cursor.group();
      readInserted(draft, cursor, before, script);
      draft.writeNamed(name, false);
      return;
    }
    readInserted(draft, cursor, before, script);
  };

/** Hive's `FROM x INSERT OVERWRITE TABLE a SELECT … INSERT … SELECT …`: each clause is an INSERT of its own. */
export function multiInserts(tokens: readonly SqlToken[]): SqlToken[][] {
  const depth = tokens[0]?.depth ?? 0;
  const starts = tokens.flatMap((token, index) =>
    token.word === 'INSERT' && token.depth === depth ? [index] : [],
  );
  const from = tokens.slice(0, starts[0] ?? 0);
  return starts.map((start, index) => [...clauseWithFrom(tokens.slice(start, starts[index + 1]), from)]);
}

function clauseWithFrom(clause: readonly SqlToken[], from: readonly SqlToken[]): SqlToken[] {
  const cursor = new TokenCursor(clause);
  cursor.find('SELECT');
  cursor.find('WHERE', 'GROUP', 'HAVING', 'ORDER', 'LATERAL', 'CLUSTER', 'DISTRIBUTE', 'SORT', 'LIMIT');
  return [...clause.slice(0, cursor.at), ...from, ...clause.slice(cursor.at)];
}
