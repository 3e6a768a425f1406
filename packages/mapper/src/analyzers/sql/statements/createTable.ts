import type { SqlTable } from '../../../facts/sqlScript.js';
import { flowOfQuery } from '../queries/flowOfQuery.js';
import { underNames } from '../queries/relation.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts, type WrittenText } from '../text/locations.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';
import { connectedTable } from './connectors.js';

const QUERY_STARTS = new Set(['SELECT', 'WITH', 'FROM', 'VALUES']);
const LOCATION_OPTIONS = ['LOCATION', 'EXTERNAL_LOCATION', 'PATH', 'URIS', 'URI', 'FILENAME', 'FILE'];

function startsQuery(cursor: TokenCursor): boolean {
  let ahead = 0;
  while (cursor.word(ahead) === '(') ahead += 1;
  return QUERY_STARTS.has(cursor.word(ahead));
}

/** Steps to the query that fills the table: behind AS, or MySQL's SELECT without one. */
function findQuery(cursor: TokenCursor): boolean {
  if (cursor.word() === '(' && startsQuery(cursor)) return true;
  while (cursor.find('AS', 'SELECT', 'WITH')) {
    if (cursor.word() === 'SELECT') return true;
    if (cursor.take('AS')) {
      if (startsQuery(cursor)) return true;
    } else cursor.next();
  }
  return false;
}

function columnNames(group: readonly SqlToken[]): string[] {
  const plain = group.every((token) => token.kind === 'word' || token.kind === 'name' || token.word === ',');
  const names = group.filter((token) => token.word !== ',');
  const commas = group.length - names.length;
  return plain && names.length === commas + 1 ? names.map((token) => token.text) : [];
}

function isTemporary(head: readonly SqlToken[]): boolean {
  return head.some(
    (token) => token.word === 'TEMP' || token.word === 'TEMPORARY' || token.word === 'VOLATILE',
  );
}

/** The table that a clone, a shallow copy or a plain `AS TABLE x` repeats. */
function copied(cursor: TokenCursor): WrittenName | undefined {
  const start = cursor.at;
  while (cursor.find('CLONE', 'COPY', 'AS')) {
    const as = cursor.take('AS');
    if (as ? cursor.take('TABLE') : cursor.next() !== undefined) return cursor.name();
  }
  cursor.at = start;
  return undefined;
}

/** The location of an external table, below the root of its stage or data source. */
function locationsOf(tokens: readonly SqlToken[]): WrittenText[] {
  const found = optionTexts(tokens, ...LOCATION_OPTIONS).filter((each) => each.text !== '');
  const source = tokens.findIndex((token) => token.word === 'DATA_SOURCE');
  const [first] = found;
  if (source >= 0 && first) {
    const name = new TokenCursor(tokens.slice(source + 2)).name();
    if (name)
      return [{ text: `@${name.parts.join('.')}/${first.text.replace(/^\/+/, '')}`, line: first.line }];
  }
  if (found.length > 0) return found;
  const at = tokens.findIndex((token, index) => token.word === '=' && tokens[index - 1]?.word === 'LOCATION');
  const stage = at < 0 ? [] : glued(tokens.slice(at + 1));
  return stage.length > 0
    ? [{ text: stage.map((token) => token.text).join(''), line: stage[0]?.line ?? 1 }]
    : [];
}

function glued(tokens: readonly SqlToken[]): SqlToken[] {
  const end = tokens.findIndex((token, index) => index > 0 && tokens[index - 1]?.end !== token.start);
  return tokens.slice(0, end < 0 ? tokens.length : end);
}

function locate(draft: StatementDraft, written: WrittenText): SqlTable {
  const table = draft.location(written);
  return table.name.startsWith('@') ? { name: table.name, line: table.line, kind: 'object' } : table;
}

/** A table whose data lies elsewhere is another name of the same data; several places are read into it. */
function declareExternal(draft: StatementDraft, name: WrittenName, places: readonly SqlTable[]): void {
  const table = draft.table(name);
  const [only, more] = places;
  if (!only) return;
  draft.readWhole(places);
  if (more || /^\{[^{}]*\}$/.test(only.name)) draft.write(table);
  else draft.aliases.push([table, only]);
}

/** CREATE TABLE of every kind: from a query, a clone, a location. A table without rows yet is no access. */
export function readCreateTable(draft: StatementDraft, cursor: TokenCursor, head: readonly SqlToken[]): void {
  cursor.skipExistence();
  const name = cursor.name();
  if (!name) return;
  const temporary = isTemporary(head) || /^##?\w/.test(name.parts.at(-1) ?? '');
  const body = cursor.rest();
  const columns = cursor.word() === '(' && !startsQuery(cursor) ? columnNames(cursor.group() ?? []) : [];
  const start = cursor.at;
  const places = locationsOf(body).map((each) => locate(draft, each));
  if (findQuery(cursor)) {
    draft.relation = underNames(flowOfQuery(draft, cursor.rest()), columns);
    draft.writeNamed(name, temporary);
    const [place] = places;
    if (place && places.length === 1) draft.aliases.push([draft.table(name), place]);
    return;
  }
  cursor.at = start;
  const source = copied(cursor);
  const other = connectedTable(draft.session, body);
  if (source) draft.readWhole([draft.table(source)]);
  if (source || temporary) draft.writeNamed(name, temporary);
  else declareExternal(draft, name, places.length > 0 ? places : other ? [other] : []);
}

/** The table that ClickHouse's `… TO t AS` fills. */
function viewTarget(cursor: TokenCursor): WrittenName | undefined {
  const start = cursor.at;
  if (cursor.find('TO', 'AS') && cursor.take('TO')) {
    const name = cursor.name();
    if (cursor.word() === '(') cursor.group();
    return name;
  }
  cursor.at = start;
  return undefined;
}

/** CREATE VIEW, materialised or not; ClickHouse's may fill another table. */
export function readCreateView(draft: StatementDraft, cursor: TokenCursor, head: readonly SqlToken[]): void {
  cursor.skipExistence();
  const name = cursor.name();
  if (!name) return;
  const columns = cursor.word() === '(' ? columnNames(cursor.group() ?? []) : [];
  const into = viewTarget(cursor);
  if (!findQuery(cursor)) return;
  draft.relation = underNames(flowOfQuery(draft, cursor.rest()), columns);
  draft.writeNamed(into ?? name, isTemporary(head));
}
