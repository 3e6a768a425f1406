import { guessDialect } from '../parsing/sqlDialects.js';
import { readDelete, readMerge, readUpdate } from '../statements/changeRows.js';
import { readCommand } from '../statements/commands.js';
import { multiInserts, readInsert } from '../statements/insert.js';
import { readSelect } from '../statements/selectInto.js';
import { readAssignment, readNestedQueries } from '../statements/settings.js';
import type { ScriptAccess, StatementReader } from '../statements/statementReader.js';
import { STATEMENTS } from '../statements/statements.js';
import { fillTemplates } from '../text/fillTemplates.js';
import { plainDelimiters } from '../text/plainDelimiters.js';
import { splitStatements } from '../text/splitStatements.js';
import { type SqlToken, sqlTokens } from '../text/sqlTokens.js';
import { TokenCursor } from '../text/tokenCursor.js';
import { Session } from './session.js';
import { StatementDraft } from './statementDraft.js';

/** Texts within texts within texts: dynamic SQL that builds dynamic SQL ends here. */
const MAXIMUM_NESTING = 6;
const LEADING_HOLE = /^hole_\d+_$/;
const QUERIES = new Set(['SELECT', 'WITH', 'FROM', 'VALUES', '(', 'TABLE', 'PIVOT']);
/** Words that only lead to a statement or a query. */
const LEADS = new Set([
  'EXPLAIN',
  'ANALYZE',
  'VERBOSE',
  'BEGIN',
  'ELSE',
  'THEN',
  'LOOP',
  'DO',
  'EXCEPTION',
  'END',
  'QUERY',
  'RETURN',
  'DECLARE EXIT',
]);
const AFTER_NAMES: Readonly<Record<string, (before: readonly SqlToken[]) => StatementReader>> = {
  INSERT: readInsert,
  UPDATE: readUpdate,
  DELETE: readDelete,
  MERGE: readMerge,
};
const IGNORED = new Set(
  'DROP TRUNCATE GRANT REVOKE COMMIT ROLLBACK PRINT RAISERROR RAISE ANALYZE VACUUM COMMENT SHOW DESCRIBE DESC REFRESH MSCK OPTIMIZE CLOSE FETCH DEALLOCATE WAITFOR PRAGMA INSTALL LOCK UNLOCK KILL CLUSTER REINDEX'.split(
    ' ',
  ),
);

class ScriptReader implements ScriptAccess {
  private nesting = 0;

  constructor(private readonly session: Session) {}

  /** Reads one script: a file, or the body of a routine within it. */
  script(text: string, lines: readonly number[], body: boolean): void {
    if (this.nesting >= MAXIMUM_NESTING) return;
    this.nesting += 1;
    const { intoVariables } = this.session;
    if (body && this.session.dialect !== 'tsql') this.session.intoVariables = true;
    for (const tokens of splitStatements(tokensAt(text, lines))) this.statement(tokens);
    this.session.intoVariables = intoVariables;
    this.nesting -= 1;
  }

  statement(tokens: readonly SqlToken[]): void {
    const [first] = tokens;
    if (!first) return;
    if (first.kind === 'command') {
      readCommand(this.session, first, this);
      return;
    }
    const draft = new StatementDraft(this.session, tokens);
    this.read(draft, tokens);
    draft.finish();
  }

  private read(draft: StatementDraft, tokens: readonly SqlToken[]): void {
    const cursor = new TokenCursor(tokens);
    while (LEADING_HOLE.test(cursor.token?.text ?? '') && cursor.word(1) !== '.' && cursor.word(1) !== ':=')
      cursor.next();
    while (
      LEADS.has(cursor.word()) &&
      !(cursor.word() === 'DO' && cursor.tokens[cursor.at + 1]?.kind === 'string')
    )
      cursor.next();
    const word = cursor.word();
    const start = cursor.at;
    if (IGNORED.has(word)) return;
    if (word === 'WITH' || word === 'FROM') this.readNamed(draft, cursor);
    else if (QUERIES.has(word)) readSelect(draft, cursor.rest());
    else if (Object.hasOwn(STATEMENTS, word) && cursor.word(1) !== ':=') {
      cursor.next();
      STATEMENTS[word]?.(draft, cursor, this);
    } else this.readOther(draft, cursor, start);
  }

  /** `WITH a AS (…) INSERT …`, and Hive's `FROM a INSERT … INSERT …`. */
  private readNamed(draft: StatementDraft, cursor: TokenCursor): void {
    const tokens = cursor.rest();
    const inner = new TokenCursor(tokens);
    const found = inner.find(...Object.keys(AFTER_NAMES), 'SELECT');
    const verb = found ? inner.word() : '';
    if (verb === 'INSERT' && tokens[0]?.word === 'FROM') {
      for (const clause of multiInserts(tokens)) this.statement(clause);
    } else if (Object.hasOwn(AFTER_NAMES, verb)) {
      const before = tokens.slice(0, inner.at);
      inner.next();
      AFTER_NAMES[verb]?.(before)(draft, inner, this);
    } else readSelect(draft, tokens);
  }

  /** Assignments, loops, conditions: whatever holds a query reads it. */
  private readOther(draft: StatementDraft, cursor: TokenCursor, start: number): void {
    const rest = cursor.rest();
    const assigns = rest.slice(1, 8).some((token) => token.word === ':=');
    const word = cursor.word();
    if (assigns && !(word === 'IF' || word === 'WHILE')) {
      readAssignment(draft, cursor, this);
      return;
    }
    if (word === 'FOR' || word === 'OPEN' || word === 'CURSOR') {
      while (cursor.find('IN', 'FOR', 'IS')) {
        cursor.next();
        if (QUERIES.has(cursor.word()) && cursor.word() !== '(') {
          const query = cursor.rest();
          readSelect(
            draft,
            query.at(-1)?.word === 'LOOP' || query.at(-1)?.word === 'DO' ? query.slice(0, -1) : query,
          );
          return;
        }
        if (cursor.take('EXECUTE')) {
          STATEMENTS.EXECUTE?.(draft, cursor, this);
          return;
        }
      }
      cursor.at = start;
    }
    readNestedQueries(draft, rest);
  }
}

function tokensAt(text: string, lines: readonly number[]): SqlToken[] {
  const last = lines.at(-1) ?? 1;
  return sqlTokens(plainDelimiters(text)).map((token) => ({ ...token, line: lines[token.line - 1] ?? last }));
}

/** Reads a script of any known dialect, statement by statement: one that fails does not hide the others. */
export function readScript(text: string, path: string): Session {
  const filled = fillTemplates(text);
  const guess = guessDialect(text, path);
  const session: Session = new Session(guess, filled.restore, filled.fill, (token) => {
    const inner = new Session(guess, filled.restore, filled.fill, () => []);
    new ScriptReader(inner).script(
      token.text,
      token.text.split('\n').map((_line, index) => token.line + index),
      false,
    );
    return inner.statements.flatMap((statement) => statement.reads);
  });
  const count = filled.text.split('\n').length;
  new ScriptReader(session).script(
    filled.text,
    Array.from({ length: count }, (_each, index) => index + 1),
    false,
  );
  return session;
}
