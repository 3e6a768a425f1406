import type { Session } from '../script/session.js';
import { StatementDraft } from '../script/statementDraft.js';
import { type SqlToken, sqlTokens } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';
import { readCopy } from './moveFiles.js';
import type { ScriptAccess } from './statementReader.js';

const INCLUDE = /^(?:\\(?:i|ir|include|include_relative)|:r|\.read|@@?)\s*["']?([^"'\r\n;]+?)["']?\s*;?\s*$/i;
const IMPORT = /^\.import\s+(?:--?\w+\s+(?:\d+\s+)?)*["']?([^"'\s]+)["']?\s+(\w+)/i;

/** A line that the client obeys: psql's `\copy` and `\i`, sqlcmd's `:r`, SQL*Plus' `@`, SQLite's `.read` and `.import`. */
export function readCommand(session: Session, token: SqlToken, script: ScriptAccess): void {
  const include = INCLUDE.exec(token.text);
  if (include) {
    session.includes.push({ name: session.restore(include[1] ?? ''), line: token.line });
    return;
  }
  const tokens = sqlTokens(token.text.replace(/^\\copy\b/i, ' copy').replace(/;\s*$/, '')).map((each) => ({
    ...each,
    line: token.line,
  }));
  const draft = new StatementDraft(session, tokens);
  if (/^\\copy\b/i.test(token.text)) {
    const cursor = new TokenCursor(tokens);
    cursor.next();
    readCopy(true)(draft, cursor, script);
  }
  const imported = IMPORT.exec(token.text);
  if (imported) {
    draft.readWhole([draft.location({ text: imported[1] ?? '', line: token.line })]);
    draft.writeNamed({ parts: [imported[2] ?? ''], line: token.line, quoted: false }, false);
  }
  draft.finish();
}
