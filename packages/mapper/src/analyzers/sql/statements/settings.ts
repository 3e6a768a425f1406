import { constantText } from '../script/constantText.js';
import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';
import { readSelect } from './selectInto.js';
import type { StatementReader } from './statementReader.js';

const CONTAINERS = new Set(['DATABASE', 'SCHEMA', 'CATALOG']);
const OTHER_USES = new Set(['ROLE', 'WAREHOUSE', 'SECONDARY']);

/** `USE [DATABASE|SCHEMA|CATALOG] x`. */
export const readUse: StatementReader = (draft, cursor) => {
  const what = cursor.word();
  if (OTHER_USES.has(what) && cursor.tokens.length > 2) return;
  if (CONTAINERS.has(what) && cursor.word(1) !== '' && cursor.word(1) !== '.') cursor.next();
  else if (CONTAINERS.has(what) && cursor.tokens[cursor.at + 1]?.kind === 'name') cursor.next();
  const name = cursor.name();
  if (name) draft.session.names.use(name, CONTAINERS.has(what) ? what : '');
};

/** Queries in brackets anywhere in an expression: `SET x = (SELECT …)`, `IF EXISTS (SELECT …)`. */
export function readNestedQueries(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const cursor = new TokenCursor(tokens);
  while (!cursor.done) {
    const opens = cursor.word() === '(' && (cursor.word(1) === 'SELECT' || cursor.word(1) === 'WITH');
    const inner = opens ? cursor.group() : undefined;
    if (inner) readSelect(draft, inner);
    else cursor.next();
  }
}

function assign(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const at = tokens.findIndex(
    (token) => token.word === '=' || token.word === ':=' || token.word === 'DEFAULT',
  );
  const plus = tokens[at - 1]?.word === '+';
  const [first] = tokens;
  if (at < 1 || !first) return;
  const value = tokens.slice(at + 1);
  if (value.some((token) => token.word === 'SELECT')) {
    readNestedQueries(draft, value);
    return;
  }
  const { variables } = draft.session;
  const name = first.text.replace(/^\$/, '').toLowerCase();
  const text = constantText(value, variables);
  const known = plus ? variables.get(name) : undefined;
  variables.set(
    name,
    known
      ? {
          value: known.value + text.value,
          lines: [...known.lines, ...text.lines.slice(1)],
          holes: [...known.holes, ...text.holes],
        }
      : text,
  );
}

function searchPath(draft: StatementDraft, cursor: TokenCursor): boolean {
  cursor.skipWords(new Set(['SESSION', 'LOCAL']));
  if (cursor.take('SCHEMA')) {
    const name = cursor.name();
    const text = cursor.token?.kind === 'string' ? cursor.token.text : undefined;
    if (name) draft.session.names.use(name, 'SCHEMA');
    else if (text !== undefined) draft.session.names.searchPath([text]);
    return true;
  }
  if (!['SEARCH_PATH', 'CURRENT_SCHEMA'].includes(cursor.word())) return false;
  cursor.next();
  const schemas = cursor.rest().filter((token) => token.kind !== 'symbol' && token.word !== 'TO');
  draft.session.names.searchPath(schemas.map((token) => token.text));
  return true;
}

/** SET: the schema that names belong to, or a variable. */
export const readSet: StatementReader = (draft, cursor) => {
  if (!searchPath(draft, cursor)) assign(draft, cursor.rest());
};

/** `LET x := …`, `x := …`, and DECLARE of variables, table variables and cursors. */
export const readAssignment: StatementReader = (draft, cursor) => assign(draft, cursor.rest());

export const readDeclare: StatementReader = (draft, cursor) => {
  const rest = cursor.rest();
  const [first, second] = rest;
  const cursorAt = rest.findIndex((token) => token.word === 'CURSOR');
  if (cursorAt >= 0 && cursorAt < 4) {
    const inner = new TokenCursor(rest);
    inner.at = cursorAt;
    if (inner.find('FOR', 'IS')) readSelect(draft, inner.rest().slice(1));
  } else if (first && (second?.word === 'TABLE' || (second?.word === 'AS' && rest[2]?.word === 'TABLE'))) {
    draft.writeNamed({ parts: [first.text], line: first.line, quoted: false }, true);
  } else if (first && cursor.word() === 'GLOBAL') declareSessionTable(draft, rest);
  else for (const part of declarations(rest)) assign(draft, part);
};

/** DB2: `DECLARE GLOBAL TEMPORARY TABLE session.t …`. */
function declareSessionTable(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const cursor = new TokenCursor(tokens);
  if (!cursor.find('TABLE')) return;
  cursor.next();
  const name = cursor.name();
  if (name) draft.writeNamed({ ...name, parts: name.parts.slice(-1) }, true);
}

/** T-SQL declares several variables in one statement. */
function declarations(tokens: readonly SqlToken[]): SqlToken[][] {
  const parts: SqlToken[][] = [[]];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token.word === ',' && token.depth === (tokens[0]?.depth ?? 0) && /^@/.test(next?.text ?? ''))
      parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** DuckDB's and SQLite's `ATTACH 'file' AS x`. */
export const readAttach: StatementReader = (draft, cursor) => {
  cursor.take('DATABASE');
  cursor.skipExistence();
  const path = cursor.next();
  if (!path || !cursor.take('AS')) return;
  const name = cursor.name();
  if (!name) return;
  const text = draft.session.restore(path.text);
  const kind = /\(\s*type\s+'?(\w+)/i
    .exec(
      cursor
        .rest()
        .map((token) => token.raw)
        .join(' '),
    )?.[1]
    ?.toLowerCase();
  const usual = draft.session.dialect === 'duckdb' ? 'duckdb' : 'sqlite';
  const scheme = kind === undefined ? usual : kind;
  const host = /host=(\S+)/.exec(text)?.[1];
  const database = /(?:dbname|database)=(\S+)/.exec(text)?.[1] ?? '';
  const namespace = /=/.test(text)
    ? host === undefined
      ? scheme
      : `${scheme}://${host}`
    : `${scheme}://${text}`;
  draft.session.names.attach(name.parts.join('.'), namespace, /=/.test(text) ? database : '');
};
