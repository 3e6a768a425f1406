import type { SqlProblem, SqlReference, SqlStatement, SqlTable } from '../../../facts/sqlScript.js';
import type { DialectGuess } from '../parsing/sqlDialects.js';
import { type SqlToken, sqlTokens } from '../text/sqlTokens.js';
import type { ConstantText, Variables } from './constantText.js';
import { NameSpace } from './nameSpace.js';

/** Everything that is found in one script, and what its statements tell each other. */
export class Session {
  readonly names: NameSpace;
  readonly variables: Variables = new Map();
  readonly statements: SqlStatement[] = [];
  readonly problems: SqlProblem[] = [];
  readonly unresolved: SqlProblem[] = [];
  readonly routines: SqlReference[] = [];
  readonly calls: SqlReference[] = [];
  readonly includes: SqlReference[] = [];
  readonly stages: (SqlReference & { location: string })[] = [];
  /** Within the body of a routine that is not T-SQL, INTO fills variables. */
  intoVariables = false;
  /** Statements that each stage of reading understood: the first parser, the second, words alone. */
  readonly stageCounts = { first: 0, second: 0, words: 0 };

  constructor(
    readonly guess: DialectGuess,
    readonly restore: (text: string) => string,
    /** Gives the holes of a text that the script builds names that parsers read. */
    readonly fill: (text: string) => string,
    /** Tables that a query reads which stands as a text in this script. */
    readonly tablesOfText: (token: SqlToken) => SqlTable[],
  ) {
    this.names = new NameSpace(guess.dialects[0] ?? '', restore);
  }

  get dialect(): string {
    return this.guess.dialects[0] ?? '';
  }

  /** Tokens of a text that the script holds, with the lines on which they stand. */
  tokensOf(text: ConstantText): SqlToken[] {
    const last = text.lines.at(-1) ?? 1;
    return sqlTokens(text.value).map((token) => ({ ...token, line: text.lines[token.line - 1] ?? last }));
  }

  problem(line: number, text: string, reason: string): void {
    this.problems.push({ line, text: this.restore(text.slice(0, 120)), reason });
  }

  cannotKnow(line: number, text: string, reason: string): void {
    this.unresolved.push({ line, text: this.restore(text.slice(0, 120)), reason });
  }
}
