import { flowOfQuery } from '../queries/flowOfQuery.js';
import type { StatementDraft } from '../script/statementDraft.js';
import { optionTexts } from '../text/locations.js';
import type { TokenCursor, WrittenName } from '../text/tokenCursor.js';
import type { StatementReader } from './statementReader.js';

/** The data of `from` is `to`'s from now on. */
function moves(draft: StatementDraft, from: WrittenName, to: WrittenName): void {
  draft.readWhole([draft.table(from)]);
  draft.writeNamed(to, false);
}

/** A new name stays in the schema of the old one. */
function beside(old: WrittenName, name: WrittenName): WrittenName {
  return name.parts.length > 1 ? name : { ...name, parts: [...old.parts.slice(0, -1), ...name.parts] };
}

function swaps(draft: StatementDraft, left: WrittenName, right: WrittenName): void {
  draft.readWhole([draft.table(left), draft.table(right)]);
  draft.writeNamed(left, false);
  draft.writeNamed(right, false);
}

type Action = (draft: StatementDraft, cursor: TokenCursor, table: WrittenName) => void;

const renameTo: Action = (draft, cursor, table) => {
  if (!cursor.take('TO') && !cursor.take('AS')) return;
  const name = cursor.name();
  if (name) moves(draft, table, beside(table, name));
};

const swapWith: Action = (draft, cursor, table) => {
  if (!cursor.take('WITH')) return;
  const other = cursor.name();
  if (other) swaps(draft, table, other);
};

/** `EXCHANGE PARTITION p WITH TABLE t`, `SWITCH [PARTITION n] TO t`, `MOVE PARTITION p TO TABLE t`. */
const exchange =
  (into: boolean): Action =>
  (draft, cursor, table) => {
    if (!cursor.find('TABLE', 'TO', 'FROM')) return;
    const back = cursor.word() === 'FROM';
    while (['TABLE', 'TO', 'FROM'].includes(cursor.word())) cursor.next();
    const other = cursor.name();
    if (!other) return;
    if (into || back) moves(draft, other, table);
    else moves(draft, table, other);
  };

/** Rows of a child table are the parent's. */
const attach: Action = (draft, cursor, table) => {
  if (!cursor.take('PARTITION')) return;
  if (cursor.rest().some((token) => token.word === 'FROM' && token.depth === 0) && cursor.word() !== '') {
    const start = cursor.at;
    if (cursor.find('FROM') && cursor.word(1) !== '(') {
      cursor.next();
      const other = cursor.name();
      if (other) moves(draft, other, table);
      return;
    }
    cursor.at = start;
  }
  const child = cursor.name();
  if (child) moves(draft, child, table);
};

/** A location given later is another name for the table; a partition's is a part of it. */
const located =
  (alias: boolean): Action =>
  (draft, cursor, table) => {
    const [location] = optionTexts(cursor.rest(), 'LOCATION');
    if (!location) return;
    const place = draft.location(location);
    if (alias) draft.aliases.push([draft.table(table), place]);
    else {
      draft.readWhole([place]);
      draft.writeNamed(table, false);
    }
  };

const ACTIONS: Readonly<Record<string, Action>> = {
  RENAME: renameTo,
  SWAP: swapWith,
  EXCHANGE: exchange(true),
  SWITCH: exchange(false),
  MOVE: exchange(false),
  REPLACE: exchange(true),
  ATTACH: attach,
  SET: located(true),
  ADD: located(false),
};

const OBJECTS = new Set(['TABLE', 'VIEW', 'MATERIALIZED', 'EXTERNAL', 'ICEBERG', 'DYNAMIC', 'ONLY']);

/** ALTER of tables and views, as far as data move by it. */
export const readAlter: StatementReader = (draft, cursor, script) => {
  if (['PROCEDURE', 'PROC', 'FUNCTION'].includes(cursor.word())) {
    script.statement(
      cursor.tokens.map((token, index) => (index === 0 ? { ...token, word: 'CREATE' } : token)),
    );
    return;
  }
  const view = cursor.word() === 'VIEW';
  if (!OBJECTS.has(cursor.word())) return;
  cursor.skipWords(OBJECTS);
  cursor.skipExistence();
  const table = cursor.name();
  if (!table) return;
  if (view && cursor.take('AS')) {
    draft.relation = flowOfQuery(draft, cursor.rest());
    draft.writeNamed(table, false);
    return;
  }
  if (cursor.take('PARTITION')) cursor.group();
  const action = cursor.next()?.word ?? '';
  if (Object.hasOwn(ACTIONS, action)) ACTIONS[action]?.(draft, cursor, table);
};

/** MySQL's `RENAME TABLE a TO b, c TO d`. */
export const readRename: StatementReader = (draft, cursor) => {
  if (!cursor.take('TABLE')) return;
  do {
    const from = cursor.name();
    const to = cursor.take('TO') || cursor.take('AS') ? cursor.name() : undefined;
    if (from && to) moves(draft, from, beside(from, to));
  } while (cursor.take(','));
};

/** ClickHouse's `EXCHANGE TABLES a AND b`. */
export const readExchange: StatementReader = (draft, cursor) => {
  if (!cursor.take('TABLES')) return;
  const left = cursor.name();
  const right = cursor.take('AND') ? cursor.name() : undefined;
  if (left && right) swaps(draft, left, right);
};
