/** A string of a JSON text: what it says and how it is spelled. */
export interface JsonString {
  value: string;
  /** Offset of the first character between the quotes. */
  start: number;
  raw: string;
}

/** Thrown where the text is no JSON. */
export class JsonStop extends Error {
  constructor(readonly offset: number) {
    super('not JSON');
  }
}

const BLANK = /[\s\uFEFF]*/y;
const WORD = /[^\s,:[\]{}"]+/y;

/**
 * Walks a JSON text without building it: a notebook's pictures are passed over, its sources keep their places. Every method
 * throws `JsonStop` where the text is no JSON.
 */
export class JsonScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  private blank(): void {
    BLANK.lastIndex = this.at;
    BLANK.exec(this.text);
    this.at = BLANK.lastIndex;
  }

  /** The next character that says something. */
  peek(): string {
    this.blank();
    return this.text[this.at] ?? '';
  }

  private expect(character: string): void {
    if (this.peek() !== character) throw new JsonStop(this.at);
    this.at += 1;
  }

  /** The offset behind the closing quote of the string that opens here. */
  private endOfString(): number {
    this.expect('"');
    for (let from = this.at; ; ) {
      const quote = this.text.indexOf('"', from);
      if (quote < 0) throw new JsonStop(this.at);
      let slashes = 0;
      while (this.text[quote - 1 - slashes] === '\\') slashes += 1;
      if (slashes % 2 === 0) return quote + 1;
      from = quote + 1;
    }
  }

  string(): JsonString {
    const end = this.endOfString();
    const start = this.at;
    const raw = this.text.slice(start, end - 1);
    this.at = end;
    return { value: unescaped(raw), start, raw };
  }

  /** Calls `member` for each key of the object that opens here; it must take the value. */
  object(member: (key: string) => void): void {
    this.expect('{');
    while (this.peek() !== '}') {
      const key = this.string().value;
      this.expect(':');
      member(key);
      if (this.peek() !== '}') this.expect(',');
    }
    this.expect('}');
  }

  /** Calls `item` for each item of the list that opens here; it must take the value. */
  list(item: () => void): void {
    this.expect('[');
    while (this.peek() !== ']') {
      item();
      if (this.peek() !== ']') this.expect(',');
    }
    this.expect(']');
  }

  /** Passes over one value, however deep; answers its text. */
  skip(): string {
    this.blank();
    const start = this.at;
    let depth = 0;
    do {
      const next = this.peek();
      if (next === '"') this.at = this.endOfString();
      else if (next === '') throw new JsonStop(this.at);
      else if ('{[}],:'.includes(next)) {
        this.at += 1;
        if (next === '{' || next === '[') depth += 1;
        else if (next === '}' || next === ']') depth -= 1;
      } else this.word();
    } while (depth > 0);
    return this.text.slice(start, this.at);
  }

  private word(): void {
    WORD.lastIndex = this.at;
    if (!WORD.test(this.text)) throw new JsonStop(this.at);
    this.at = WORD.lastIndex;
  }
}

function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    const parsed: unknown = JSON.parse(`"${raw.replace(/[\n\r\t]/g, ' ')}"`);
    return typeof parsed === 'string' ? parsed : raw;
  } catch {
    return raw;
  }
}
