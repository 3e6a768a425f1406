import type { StatementDraft } from '../script/statementDraft.js';
import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';
import type { ScriptAccess } from './statementReader.js';

const OTHER_LANGUAGES = /^(python|plpython3?u|javascript|js|java|scala|r|plr|c|plperlu?|external)$/i;
const BODY_STARTS = new Set([
  'SELECT',
  'WITH',
  'INSERT',
  'UPDATE',
  'DELETE',
  'MERGE',
  'RETURN',
  'BEGIN',
  'DECLARE',
]);

function languageOf(tokens: readonly SqlToken[]): string {
  const at = tokens.findIndex((token) => token.word === 'LANGUAGE');
  return at < 0 ? '' : (tokens[at + 1]?.text ?? '');
}

/** Text of a body in quotes or dollars. */
function bodyText(tokens: readonly SqlToken[]): SqlToken | undefined {
  const at = tokens.findIndex((token, index) => token.kind === 'string' && tokens[index - 1]?.word === 'AS');
  return tokens[at];
}

/** A procedure or function: what its body reads and writes counts for the script that defines it. */
export function readRoutine(draft: StatementDraft, cursor: TokenCursor, script: ScriptAccess): void {
  cursor.skipExistence();
  const name = cursor.name();
  if (!name) return;
  const { session } = draft;
  session.routines.push({ name: name.parts.map((part) => session.restore(part)).join('.'), line: name.line });
  session.intoVariables = session.dialect !== 'tsql';
  const rest = cursor.rest();
  if (OTHER_LANGUAGES.test(languageOf(rest))) return;
  const text = bodyText(rest);
  if (text)
    script.script(
      text.text,
      text.text.split('\n').map((_line, index) => text.line + index),
      true,
    );
  else inlineBody(rest, script);
}

/** A body of one expression or statement: `AS (SELECT …)`, `RETURN SELECT …`. */
function inlineBody(tokens: readonly SqlToken[], script: ScriptAccess): void {
  const cursor = new TokenCursor(tokens);
  if (!cursor.find('AS', 'RETURN')) return;
  cursor.next();
  cursor.take('RETURN');
  const start = cursor.at;
  const inner = cursor.word() === '(' ? cursor.group() : undefined;
  const body = inner ?? cursor.tokens.slice(start);
  if (BODY_STARTS.has(body[0]?.word ?? '')) script.statement(body);
}
