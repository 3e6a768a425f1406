import type { SqlToken } from './sqlTokens.js';

/** Words that open a statement where no semicolon says so, and after which words they go on with one. */
const STARTS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    SELECT: 'UNION ALL EXCEPT INTERSECT MINUS DISTINCT AS ( QUERY FOR IN IS EXPLAIN ON := = RETURN BY , NAME',
    WITH: '* UNION ALL EXCEPT INTERSECT AS ( QUERY FOR IN IS EXPLAIN RETURN START',
    INSERT: 'OR ON AS EXPLAIN AFTER BEFORE FOR OF , GRANT',
    UPDATE: 'OR ON AS EXPLAIN AFTER BEFORE FOR OF , GRANT DO KEY NO',
    DELETE: 'OR ON AS EXPLAIN AFTER BEFORE FOR OF , GRANT',
    MERGE: 'INNER LEFT RIGHT OUTER FULL AS , EXPLAIN',
    TRUNCATE: 'AS , OR',
    CREATE: 'OR AS , GRANT SHOW',
    ALTER: 'OR , ALTER',
    DROP: ', TABLE',
    DECLARE: '',
    EXEC: 'AS ,',
    EXECUTE: 'AS , GRANT ROW IN',
    CALL: 'AS',
    COPY: 'AS , DEEP SHALLOW',
    UNLOAD: 'AS',
    EXPORT: '',
    LOAD: '',
    BULK: '( OPENROWSET',
    PRINT: '',
    RAISERROR: '',
    SET: 'UPDATE DELETE TABLE COLUMN DEFAULT CHARACTER ON , NULL MATCHED SESSION ALTER',
    USE: 'FORCE IGNORE , (',
    IF: 'TABLE VIEW SCHEMA DATABASE FUNCTION PROCEDURE INDEX , ( = + EXISTS END',
    WHILE: 'END',
    BEGIN: '',
    COMMIT: 'ON',
    ROLLBACK: '',
    GRANT: 'WITH',
    RETURN: '',
    FETCH: 'OFFSET ROWS ROW BY',
    OPEN: '',
    CLOSE: '',
    DEALLOCATE: '',
    GO: '',
  }).map(([word, after]) => [word, new Set(after.split(' ').filter(Boolean))]),
);

/** Heads of statements that never hold a query at their own level. */
const NO_QUERY = new Set(
  'DROP TRUNCATE DECLARE EXEC EXECUTE PRINT RAISERROR USE COMMIT ROLLBACK END SET OPEN CLOSE FETCH DEALLOCATE CALL BEGIN ALTER UPDATE DELETE GRANT'.split(
    ' ',
  ),
);
const BLOCK_WORDS = new Set(['THEN', 'LOOP', 'DO', 'REPEAT', 'ELSE']);
const ROUTINES = new Set(['PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'PACKAGE', 'EVENT']);
const TRANSACTIONS = new Set(['TRAN', 'TRANSACTION', 'WORK', 'DISTRIBUTED']);

/** What is known of the statement that is being gathered. */
class Piece {
  readonly tokens: SqlToken[] = [];
  cases = 0;
  queried = false;
  valued = false;
  sets = false;
  routine = false;

  get head(): string {
    return this.tokens[0]?.word ?? '';
  }

  get last(): SqlToken | undefined {
    return this.tokens.at(-1);
  }

  add(token: SqlToken): void {
    this.tokens.push(token);
    if (token.depth > 0 || token.kind !== 'word') return;
    if (token.word === 'SELECT') this.queried = true;
    else if (token.word === 'VALUES') this.valued = true;
    else if (token.word === 'SET') this.sets = true;
    else if (ROUTINES.has(token.word) && this.head === 'CREATE' && this.tokens.length < 6)
      this.routine = true;
  }
}

class Splitter {
  readonly statements: SqlToken[][] = [];
  private piece = new Piece();

  constructor(private readonly tokens: readonly SqlToken[]) {}

  split(): SqlToken[][] {
    for (const [index, token] of this.tokens.entries()) this.take(token, index);
    this.cut();
    return this.statements;
  }

  private cut(): void {
    if (this.piece.tokens.length > 0) this.statements.push(this.piece.tokens);
    this.piece = new Piece();
  }

  private take(token: SqlToken, index: number): void {
    if (token.word === ';' && token.kind === 'symbol') {
      this.cut();
      return;
    }
    if (token.kind === 'command') {
      this.cut();
      this.statements.push([token]);
      return;
    }
    if (token.depth === 0 && token.kind === 'word' && this.startsHere(token, index)) this.cut();
    this.piece.add(token);
    if (token.depth === 0 && this.endsHere(token, index)) this.cut();
  }

  private countCase(word: string): void {
    const { piece } = this;
    if (word === 'CASE' && piece.last?.word !== 'END') piece.cases += 1;
    else if (word === 'END' && piece.cases > 0) piece.cases -= 1;
  }

  private startsHere(token: SqlToken, index: number): boolean {
    const { piece } = this;
    if (piece.tokens.length === 0) return false;
    if (token.word === 'ELSE' || token.word === 'END' || token.word === 'ELSEIF' || token.word === 'ELSIF') {
      const own = piece.cases === 0 && piece.head !== 'MERGE' && this.tokens[index - 1]?.word !== '.';
      this.countCase(token.word);
      return own;
    }
    this.countCase(token.word);
    const after = STARTS.get(token.word);
    if (!after || piece.cases > 0) return false;
    const before = piece.last?.word ?? '';
    if (after.has(before) || before === '.') return false;
    return this.mayStart(token, before, after, index);
  }

  private mayStart(token: SqlToken, before: string, after: ReadonlySet<string>, index: number): boolean {
    const { piece } = this;
    if (piece.head === 'IF' || piece.head === 'WHILE') return token.word !== 'IF' && before !== piece.head;
    if (piece.head === 'END') return true;
    if (!token.first && before !== 'ROW') return false;
    if (piece.head === 'MERGE' || piece.head === 'GRANT' || piece.head === 'REVOKE')
      return (
        token.word !== 'SET' &&
        before !== 'THEN' &&
        !['UPDATE', 'INSERT', 'DELETE', 'SELECT'].includes(token.word)
      );
    if (piece.head === 'WITH' && !piece.queried) return false;
    if (piece.head === 'FROM' && (token.word === 'INSERT' || token.word === 'SELECT')) return false;
    if (token.word === 'SELECT') return piece.queried || piece.valued || NO_QUERY.has(piece.head);
    if (after.has('*'))
      return this.opensNames(index) && (piece.queried || piece.valued || NO_QUERY.has(piece.head));
    if (token.word === 'SET')
      return (
        piece.head !== 'ALTER' &&
        piece.head !== 'CREATE' &&
        (piece.sets || (piece.head !== 'UPDATE' && piece.head !== 'INSERT'))
      );
    if (piece.head === 'ALTER' && token.word === 'DROP') return false;
    return true;
  }

  /** `WITH name AS (` opens a query; `WITH (NOLOCK)` does not. */
  private opensNames(index: number): boolean {
    const words = this.tokens.slice(index + 1, index + 4);
    return words.some((token, position) => token.word === 'AS' && position > 0);
  }

  private endsHere(token: SqlToken, index: number): boolean {
    const { piece } = this;
    const alone = piece.tokens.length === 1;
    if (BLOCK_WORDS.has(token.word)) {
      if (piece.cases > 0 || piece.head === 'MERGE') return false;
      if (token.word === 'THEN')
        return ['IF', 'ELSIF', 'ELSEIF', 'WHEN', 'CASE', 'EXCEPTION', 'ELSE'].includes(piece.head);
      if (token.word === 'DO') return piece.head === 'WHILE' || piece.head === 'FOR';
      return alone || piece.head === 'FOR' || piece.head === 'WHILE';
    }
    if (token.word === 'BEGIN') {
      const next = this.tokens[index + 1]?.word ?? '';
      return !TRANSACTIONS.has(next) && next !== ';';
    }
    const text = this.tokens[index + 1]?.kind === 'string';
    return piece.routine && (token.word === 'AS' || token.word === 'IS') && !text;
  }
}

/**
 * Splits a script into statements: at semicolons and GO lines, at words that can only begin another statement (T-SQL
 * needs no semicolons), and after words that open a block (`BEGIN`, `THEN`, `LOOP`), so that the statements within come
 * out one by one. Client commands are statements of one token.
 */
export function splitStatements(tokens: readonly SqlToken[]): SqlToken[][] {
  return new Splitter(tokens).split();
}
