import { flowOfQuery } from '../queries/flowOfQuery.js';
import { splitArguments } from '../script/constantText.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';
import { madeWord } from './selectInto.js';
import type { StatementReader } from './statementReader.js';

/** A column and the expression that fills it. */
type Assignment = readonly [column: string, value: readonly SqlToken[]];

function lastName(tokens: readonly SqlToken[]): string {
  return tokens.findLast((token) => token.kind === 'word' || token.kind === 'name')?.text ?? '';
}

function assignments(tokens: readonly SqlToken[]): Assignment[] {
  return splitArguments(tokens).flatMap((part): Assignment[] => {
    const equals = part.findIndex((token) => token.word === '=');
    return equals > 0 ? [[lastName(part.slice(0, equals)), part.slice(equals + 1)]] : [];
  });
}

/** `SELECT value AS column, … FROM …`: lets assignments use the resolution of SELECT lists. */
function selection(pairs: readonly Assignment[], from: readonly SqlToken[], like: SqlToken): SqlToken[] {
  const word = (text: string): SqlToken => madeWord(text, like);
  const items = pairs.flatMap(([column, value], index): SqlToken[] => {
    const name: SqlToken = {
      ...word(column),
      kind: 'name',
      raw: /^[A-Za-z_]\w*$/.test(column) ? column : 'unnamed',
      word: '',
    };
    return [...(index === 0 ? [] : [word(',')]), ...value, word('AS'), name];
  });
  const list = items.length > 0 ? items : [word('1')];
  return [word('SELECT'), ...list, ...(from.length > 0 ? [word('FROM'), ...from] : [])];
}

function until(cursor: TokenCursor, ...words: readonly string[]): SqlToken[] {
  const start = cursor.at;
  cursor.find(...words);
  return cursor.tokens.slice(start, cursor.at);
}

/** The table behind an alias of a FROM list: T-SQL updates and deletes by alias. */
function tableOfAlias(from: readonly SqlToken[], alias: WrittenName): WrittenName | undefined {
  if (alias.parts.length !== 1) return undefined;
  const wanted = alias.parts[0]?.toLowerCase();
  for (const [index, token] of from.entries()) {
    if (token.text.toLowerCase() !== wanted || from[index + 1]?.word === '.' || from[index - 1]?.word === '.')
      continue;
    const before = index - (from[index - 1]?.word === 'AS' ? 2 : 1);
    const end = from[before];
    if (
      !end ||
      (end.kind !== 'word' && end.kind !== 'name') ||
      ['FROM', 'JOIN', ',', 'UPDATE'].includes(end.word)
    )
      continue;
    let start = before;
    while (from[start - 1]?.word === '.') start -= from[start - 2]?.word === '.' ? 1 : 2;
    const cursor = new TokenCursor(from);
    cursor.at = Math.max(0, start);
    return cursor.name();
  }
  return undefined;
}

/** `UPDATE t SET … [FROM …] [WHERE …]`, T-SQL's by alias, MySQL's with joins before SET. */
export const readUpdate =
  (before: readonly SqlToken[]): StatementReader =>
  (draft, cursor) => {
    const [like] = draft.tokens;
    cursor.skipWords(new Set(['ONLY', 'TABLE', 'LOW_PRIORITY', 'IGNORE', 'TOP']));
    if (cursor.word() === '(') cursor.group();
    const tables = until(cursor, 'SET');
    if (!cursor.take('SET') || !like) return;
    const pairs = assignments(until(cursor, 'FROM', 'WHERE', 'OUTPUT', 'RETURNING', 'OPTION'));
    if (cursor.word() === 'OUTPUT') until(cursor, 'FROM', 'WHERE');
    const from = cursor.take('FROM') ? until(cursor, 'WHERE', 'RETURNING', 'OPTION') : [];
    const where = cursor.word() === 'WHERE' ? until(cursor, 'RETURNING', 'OPTION') : [];
    const name = new TokenCursor(tables).name();
    const joins = tables.some((token) => token.word === 'JOIN' || token.word === ',');
    const aliased = name && (tableOfAlias(from, name) ?? (joins ? tableOfAlias(tables, name) : undefined));
    const read = joins ? tables : from;
    const query = read.length + where.length + pairs.length > 0;
    if (query) draft.relation = flowOfQuery(draft, [...before, ...selection(pairs, read, like), ...where]);
    if (name) draft.writeNamed(aliased ?? name, false);
    draft.partial = true;
  };

/** `DELETE FROM t [USING …] [WHERE …]`: rows go, chosen by what the condition reads. */
export const readDelete =
  (before: readonly SqlToken[]): StatementReader =>
  (draft, cursor) => {
    const [like] = draft.tokens;
    cursor.skipWords(new Set(['ONLY', 'TOP', 'LOW_PRIORITY', 'QUICK', 'IGNORE']));
    if (cursor.word() === '(') cursor.group();
    cursor.take('FROM');
    cursor.take('ONLY');
    const name = cursor.name();
    const from: SqlToken[] = [];
    until(cursor, 'FROM', 'USING', 'WHERE', 'OUTPUT', 'RETURNING');
    if (cursor.word() === 'OUTPUT') until(cursor, 'FROM', 'WHERE');
    if (cursor.take('FROM') || cursor.take('USING'))
      from.push(...until(cursor, 'WHERE', 'RETURNING', 'OPTION'));
    const where = cursor.word() === 'WHERE' ? until(cursor, 'RETURNING', 'OPTION') : [];
    if (!like || !name) return;
    if (from.length + where.length > 0)
      draft.relation = flowOfQuery(draft, [...before, ...selection([], from, like), ...where]);
    draft.writeNamed(tableOfAlias(from, name) ?? name, false);
    draft.partial = true;
  };

/** Column and value pairs of every WHEN clause. */
function mergePairs(tokens: readonly SqlToken[]): Assignment[] {
  const cursor = new TokenCursor(tokens);
  const pairs: Assignment[] = [];
  while (cursor.find('THEN')) {
    cursor.next();
    if (cursor.take('UPDATE')) {
      if (cursor.take('SET')) pairs.push(...assignments(until(cursor, 'WHEN', 'DELETE', 'WHERE', 'OUTPUT')));
    } else if (cursor.take('INSERT')) {
      const columns = splitArguments(cursor.group() ?? []).map(lastName);
      if (!cursor.take('VALUES')) continue;
      const values = splitArguments(cursor.group() ?? []);
      pairs.push(...columns.map((column, index): Assignment => [column, values[index] ?? []]));
    }
  }
  return pairs.filter(([, value]) => value.length > 0);
}

/** `MERGE INTO t USING s ON … WHEN …`. */
export const readMerge =
  (before: readonly SqlToken[]): StatementReader =>
  (draft, cursor) => {
    const [like] = draft.tokens;
    if (cursor.take('TOP')) cursor.group();
    cursor.take('INTO');
    const name = cursor.name();
    if (!name || !like || !cursor.find('USING')) return;
    cursor.next();
    const using = until(cursor, 'ON', 'WHEN');
    const condition = until(cursor, 'WHEN');
    const pairs = mergePairs(cursor.rest());
    const nested = condition.some((token) => token.word === 'SELECT')
      ? [madeWord('WHERE', like), ...condition.slice(1)]
      : [];
    const query = [
      ...before,
      ...(pairs.length > 0
        ? selection(pairs, using, like)
        : [madeWord('SELECT', like), madeWord('*', like), madeWord('FROM', like), ...using]),
      ...nested,
    ];
    draft.relation = flowOfQuery(draft, query);
    draft.writeNamed(name, false);
  };
