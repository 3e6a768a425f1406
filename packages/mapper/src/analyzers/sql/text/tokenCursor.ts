import type { SqlToken } from './sqlTokens.js';

/** A name as a statement writes it. */
export interface WrittenName {
  parts: string[];
  line: number;
  /** Whether its last part stands in quotes. */
  quoted: boolean;
}

const NAMEABLE = new Set<SqlToken['kind']>(['word', 'name']);

/** Walks the tokens of one statement. */
export class TokenCursor {
  at = 0;

  constructor(readonly tokens: readonly SqlToken[]) {}

  get done(): boolean {
    return this.at >= this.tokens.length;
  }

  get token(): SqlToken | undefined {
    return this.tokens[this.at];
  }

  /** The word or symbol here, in upper case. */
  word(ahead = 0): string {
    return this.tokens[this.at + ahead]?.word ?? '';
  }

  next(): SqlToken | undefined {
    const token = this.token;
    this.at += 1;
    return token;
  }

  /** Steps over these words if they stand here. */
  take(...words: readonly string[]): boolean {
    if (!words.every((word, index) => this.word(index) === word)) return false;
    this.at += words.length;
    return true;
  }

  /** Steps over any of these words, as often as they come. */
  skipWords(words: ReadonlySet<string>): void {
    while (words.has(this.word())) this.at += 1;
  }

  /** Steps over `IF NOT EXISTS` and `IF EXISTS`. */
  skipExistence(): void {
    if (this.take('IF')) this.skipWords(EXISTENCE);
  }

  /** The tokens inside the brackets that open here, and steps behind them; undefined when none opens. */
  group(): SqlToken[] | undefined {
    const open = this.token;
    if (open?.word !== '(' && open?.word !== '[') return undefined;
    const start = this.at + 1;
    let end = start;
    while (end < this.tokens.length && (this.tokens[end]?.depth ?? 0) > open.depth) end += 1;
    this.at = Math.min(end + 1, this.tokens.length);
    return this.tokens.slice(start, end);
  }

  /** Steps to the first of these words at the depth of the statement; false, at the end, when there is none. */
  find(...words: readonly string[]): boolean {
    const depth = this.tokens[0]?.depth ?? 0;
    while (!this.done) {
      const { token } = this;
      if (token && token.depth <= depth && token.word !== '' && words.includes(token.word)) return true;
      this.at += 1;
    }
    return false;
  }

  rest(): SqlToken[] {
    return this.tokens.slice(this.at);
  }

  /** The dotted name here; undefined when none stands here. */
  name(): WrittenName | undefined {
    const first = this.token;
    if (!first || !NAMEABLE.has(first.kind)) return undefined;
    const parts: string[] = [];
    let last = first;
    for (let token: SqlToken | undefined = first; token && isPart(token); token = this.token) {
      last = token;
      parts.push(...this.part(token));
      if (this.word() !== '.') break;
      while (this.take('.')) if (this.word() === '.') parts.push('');
      if (this.token?.kind === 'number' || this.word() === '*') parts.push(this.numbered());
      if (this.word() !== '.' && this.tokens[this.at - 1]?.word !== '.') break;
    }
    if (this.word() === '*' && this.token?.start === this.tokens[this.at - 1]?.end && last.kind === 'word') {
      this.at += 1;
      parts.push(`${parts.pop() ?? ''}*`);
    }
    return parts.length > 0 ? { parts, line: first.line, quoted: last.kind === 'name' } : undefined;
  }

  /** A part that starts with a digit, and the star that may end it. */
  private numbered(): string {
    let text = this.next()?.text ?? '';
    for (
      let { token } = this;
      token && token.start === this.tokens[this.at - 1]?.end && token.kind === 'word';
      token = this.token
    )
      text += this.next()?.text ?? '';
    return text;
  }

  /** One part: BigQuery allows dashes in a project that stands without quotes. */
  private part(token: SqlToken): string[] {
    this.at += 1;
    if (token.kind === 'name') return isPath(token.text) ? [token.text] : token.text.split('.');
    let text = token.text;
    for (;;) {
      const [dash, more] = [this.tokens[this.at], this.tokens[this.at + 1]];
      const joined =
        dash?.word === '-' &&
        more &&
        dash.start === (this.tokens[this.at - 1]?.end ?? -1) &&
        more.start === dash.end;
      if (!joined || (more.kind !== 'word' && more.kind !== 'number')) return [text];
      text = `${text}-${more.text}`;
      this.at += 2;
    }
  }
}

const EXISTENCE = new Set(['NOT', 'EXISTS']);

function isPart(token: SqlToken): boolean {
  return NAMEABLE.has(token.kind);
}

function isPath(text: string): boolean {
  return /[/\\:]/.test(text);
}
