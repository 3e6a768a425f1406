import { flowOfQuery } from '../queries/flowOfQuery.js';
import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';

/** A word that stands in no script. */
export function madeWord(word: string, like: SqlToken): SqlToken {
  return { ...like, kind: 'word', text: word, raw: word, word, start: -1, end: -2, first: false };
}

interface Into {
  name?: WrittenName;
  tokens: SqlToken[];
}

const INTO_FILES = new Set(['OUTFILE', 'DUMPFILE', 'LOCAL']);

/** The query without its INTO, and the table that INTO names; variables are none. */
function withoutInto(draft: StatementDraft, tokens: readonly SqlToken[]): Into {
  const depth = tokens[0]?.depth ?? 0;
  const at = tokens.findIndex((token) => token.word === 'INTO' && token.depth <= depth);
  if (at < 0) return { tokens: [...tokens] };
  const cursor = new TokenCursor(tokens);
  cursor.at = at + 1;
  while (
    ['STRICT', 'TABLE', 'TEMP', 'TEMPORARY', 'UNLOGGED', 'BULK', 'COLLECT', 'INTO', 'GLOBAL'].includes(
      cursor.word(),
    )
  )
    cursor.next();
  if (INTO_FILES.has(cursor.word())) return intoFile(draft, tokens, at, cursor);
  const temporary = tokens.slice(at, cursor.at).some((token) => token.word.startsWith('TEMP'));
  let name = cursor.name();
  while (cursor.take(',') || cursor.take('.')) {
    cursor.name();
    name = undefined;
  }
  if (!name && cursor.at === at + 1) cursor.next();
  const rest = [...tokens.slice(0, at), ...tokens.slice(cursor.at)];
  const variable = draft.session.intoVariables || /^[@:]/.test(name?.parts[0] ?? '@');
  if (!name || variable) return { tokens: rest };
  if (temporary) draft.writeNamed(name, true);
  return temporary ? { tokens: rest } : { name, tokens: rest };
}

/** MySQL writes what it selects into a file. */
function intoFile(draft: StatementDraft, tokens: readonly SqlToken[], at: number, cursor: TokenCursor): Into {
  cursor.next();
  const path = cursor.next();
  if (path) draft.write(draft.location({ text: path.text, line: path.line }));
  const from = tokens.findIndex((token, index) => index > at && token.word === 'FROM');
  return { tokens: [...tokens.slice(0, at), ...(from < 0 ? [] : tokens.slice(from))] };
}

/** Reads a query into the draft; `SELECT … INTO t` also writes. */
export function readSelect(draft: StatementDraft, tokens: readonly SqlToken[]): void {
  const { name, tokens: query } = withoutInto(draft, tokens);
  draft.relation = flowOfQuery(draft, query);
  if (name) draft.writeNamed(name, false);
}
