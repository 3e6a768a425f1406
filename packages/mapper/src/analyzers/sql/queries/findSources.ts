import type { SqlToken } from '../text/sqlTokens.js';
import { TokenCursor, type WrittenName } from '../text/tokenCursor.js';

/** Something that stands where a query names its data; `end` is the index behind its last token. */
export interface WrittenSource {
  start: number;
  end: number;
  name?: WrittenName;
  /** A path in quotes. */
  text?: SqlToken;
  /** Arguments of a table function, whose name is `name`. */
  args?: SqlToken[];
  /** A stage, as `@stage/path`; the tokens are glued together as written. */
  stage?: true;
  /** A model that a function applies. */
  model?: true;
}

interface Level {
  select: boolean;
  from: boolean;
  expecting: boolean;
  /** Arguments of a function, where `TABLE x` and `MODEL x` name something. */
  call: boolean;
  first: boolean;
}

const ENDS_FROM = new Set(
  'WHERE GROUP ORDER HAVING QUALIFY LIMIT UNION EXCEPT INTERSECT MINUS WINDOW SET VALUES CONNECT START FETCH OFFSET SORT CLUSTER DISTRIBUTE SETTINGS PREWHERE INTO OPTION WHEN RETURNING FORMAT'.split(
    ' ',
  ),
);
/** DuckDB's statements that name a table right behind their first word. */
const FIRST_WORDS = new Set(['PIVOT', 'UNPIVOT', 'SUMMARIZE', 'DESCRIBE']);
/** T-SQL's `FOR XML PATH, ROOT`: options and no sources follow. */
const OUTPUTS = new Set(['XML', 'JSON', 'UPDATE', 'BROWSE', 'SHARE']);
const CHANGES = new Set(['MERGE', 'INSERT', 'UPDATE', 'DELETE']);
const FIRST_OR_LAST = new Set(['FIRST', 'LAST']);
const AFTER_NTH = new Set(['OVER', 'IGNORE', 'RESPECT']);
const PREFIXES = new Set(['ONLY', 'STREAM']);
const NOT_NAMES = new Set(
  'SELECT WITH WHERE ON USING AS SET VALUES JOIN FROM INNER LEFT RIGHT FULL CROSS'.split(' '),
);
const HINTS = new Set(
  'NOLOCK READPAST UPDLOCK HOLDLOCK TABLOCK TABLOCKX ROWLOCK READUNCOMMITTED NOWAIT INDEX'.split(' '),
);

class SourceFinder {
  readonly sources: WrittenSource[] = [];
  private readonly levels: Level[] = [
    { select: false, from: false, expecting: false, call: false, first: true },
  ];
  private at = 0;
  /** A word before the source that parsers do not know. */
  private prefix = -1;

  constructor(
    private readonly tokens: readonly SqlToken[],
    private readonly isData: (name: WrittenName, args: readonly SqlToken[]) => boolean,
  ) {}

  private get level(): Level {
    return this.levels.at(-1) ?? { select: false, from: false, expecting: false, call: false, first: false };
  }

  find(): WrittenSource[] {
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (!token) break;
      this.step(token);
      if (token.word !== '(' && token.word !== ')') this.level.first = false;
    }
    return this.sources;
  }

  private word(ahead: number): string {
    return this.tokens[this.at + ahead]?.word ?? '';
  }

  private step(token: SqlToken): void {
    const { level } = this;
    if (token.word === '(' || token.word === '[') this.open(token);
    else if (token.word === ')' || token.word === ']') this.close();
    else if (level.expecting && this.source(token)) return;
    else this.keyword(token);
    this.at += 1;
  }

  private open(token: SqlToken): void {
    const before = this.tokens[this.at - 1];
    const { expecting } = this.level;
    const call =
      token.word === '(' && before !== undefined && (before.kind === 'word' || before.kind === 'name');
    this.level.expecting = false;
    this.levels.push({
      select: false,
      from: expecting,
      expecting,
      call: call || this.level.call,
      first: true,
    });
  }

  private close(): void {
    if (this.levels.length > 1) this.levels.pop();
  }

  private keyword(token: SqlToken): void {
    const { level } = this;
    const { word } = token;
    if (word === 'SELECT') Object.assign(level, { select: true, from: false, expecting: false });
    else if (word === 'WITH' && level.first) level.from = false;
    else if (word === 'FROM') this.from(level);
    else if (this.joins(word, level)) this.join(level);
    else if (word === 'USING' && this.word(1) !== '(') level.from = false;
    else if (word === 'FOR' && OUTPUTS.has(this.word(1))) level.from = false;
    else if (level.first && FIRST_WORDS.has(word)) Object.assign(level, { from: true, expecting: true });
    else if (word === ',' && level.from) level.expecting = true;
    else if (word === 'LATERAL' && this.word(1) === 'VIEW') level.from = false;
    else if (ENDS_FROM.has(word) && this.word(-1) !== '.') level.from = false;
    else if ((word === 'TABLE' || word === 'MODEL') && (level.call || level.first)) this.argument(word);
  }

  private from(level: Level): void {
    const period = this.word(-1) === 'SYSTEM_TIME';
    const distinct = this.word(-1) === 'DISTINCT' && (this.word(-2) === 'IS' || this.word(-2) === 'NOT');
    const deletes = this.word(-1) === 'DELETE';
    const nth = FIRST_OR_LAST.has(this.word(1)) && AFTER_NTH.has(this.word(2));
    if (period || distinct || deletes || nth || !(level.select || level.first)) return;
    level.from = true;
    level.expecting = true;
  }

  private joins(word: string, level: Level): boolean {
    if (word === 'JOIN') return this.word(-1) !== 'FOR';
    if (word === 'APPLY') return this.word(-1) === 'CROSS' || this.word(-1) === 'OUTER';
    return word === 'STRAIGHT_JOIN' && level.from;
  }

  private join(level: Level): void {
    const array = this.word(-1) === 'ARRAY' || this.word(-2) === 'ARRAY';
    level.from = !array;
    level.expecting = !array;
  }

  /** `TABLE x` or `MODEL x` as an argument. */
  private argument(word: string): void {
    const cursor = new TokenCursor(this.tokens);
    cursor.at = this.at + 1;
    const name = cursor.word() === '(' ? undefined : cursor.name();
    if (!name) return;
    const source: WrittenSource = { start: this.at + 1, end: cursor.at, name };
    this.sources.push(word === 'MODEL' ? { ...source, model: true } : source);
    this.at = cursor.at - 1;
  }

  /** Takes the source that stands here; false when none does, or when what stands here is only a word before it. */
  private source(token: SqlToken): boolean {
    const { level } = this;
    if (token.word === 'LATERAL' && this.word(1) === 'VIEW') return false;
    if (this.isPrefix(token)) {
      if (token.word === 'STREAM') this.prefix = this.at;
      this.at += 1;
      return true;
    }
    level.expecting = false;
    if (NOT_NAMES.has(token.word) || (level.first && CHANGES.has(token.word))) return false;
    if (token.kind === 'string') return this.add({ start: this.at, end: this.at + 1, text: token });
    if (/^@/.test(token.text) || token.word === '@') return this.addStage();
    return this.addNamed();
  }

  /** A word that only leads to the source; a table may also be called so. */
  private isPrefix(token: SqlToken): boolean {
    const next = this.tokens[this.at + 1];
    const { word = '' } = next ?? {};
    if (token.word === 'LATERAL') return word !== '.';
    if (token.word === 'ROWS') return word === 'FROM';
    if (word === '(' || !next || next.kind === 'symbol' || next.kind === 'string') return false;
    const named = !ENDS_FROM.has(word) && !NOT_NAMES.has(word);
    if (token.word === 'TABLE' || PREFIXES.has(token.word)) return named;
    const unpivots = token.word === 'UNPIVOT' && this.word(2) === '.';
    return (this.level.first || unpivots) && FIRST_WORDS.has(token.word) && named;
  }

  private add(found: WrittenSource): true {
    const source = this.prefix < 0 ? found : { ...found, start: this.prefix };
    this.prefix = -1;
    this.sources.push(source);
    this.at = source.end;
    return true;
  }

  /** `@stage/path`: everything that is written without a blank. */
  private addStage(): true {
    let end = this.at + 1;
    const glued = (): boolean => {
      const [left, right] = [this.tokens[end - 1], this.tokens[end]];
      return right !== undefined && left?.end === right.start && !['(', ')', ',', ';'].includes(right.word);
    };
    while (glued()) end += 1;
    const cursor = new TokenCursor(this.tokens);
    cursor.at = end;
    if (cursor.word() === '(') cursor.group();
    return this.add({ start: this.at, end: cursor.at, stage: true });
  }

  private addNamed(): boolean {
    const cursor = new TokenCursor(this.tokens);
    cursor.at = this.at;
    const name = cursor.name();
    if (!name) return false;
    const { at: end } = cursor;
    if (cursor.word() !== '(' || name.quoted) return this.add({ start: this.at, end, name });
    const args = cursor.group() ?? [];
    if (args.length > 0 && args.every((each) => HINTS.has(each.word) || each.word === ','))
      return this.add({ start: this.at, end, name });
    if (this.isData(name, args)) return this.add({ start: this.at, end: cursor.at, name, args });
    this.at = end;
    return true;
  }
}

/** Everything that the tokens of a query name as data, in order: names may still be those of common table expressions. */
export function findSources(
  tokens: readonly SqlToken[],
  isDataFunction: (name: WrittenName, args: readonly SqlToken[]) => boolean,
): WrittenSource[] {
  return new SourceFinder(tokens, isDataFunction).find();
}
