/** One token; comments and blanks are none. Offsets are into the text that was read. */
export interface SqlToken {
  /** `name` is a quoted identifier, `command` a line that the client obeys and not the server. */
  kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'command';
  /** Identifiers and strings without their quotes. */
  text: string;
  /** As it stands in the script. */
  raw: string;
  /** A word or symbol in upper case; empty for anything else. */
  word: string;
  start: number;
  end: number;
  /** 1-based line of the text. */
  line: number;
  /** How many brackets are open around the token. */
  depth: number;
  /** Whether it is the first of its line. */
  first: boolean;
}

const COMMENT = /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#(?:[ \t!-]|standard|legacy)[^\n]*|#(?=\n)/iy;
const COMMAND =
  /(?:\\[a-z!?][^\n]*|:(?:r|setvar|connect|on)\b[^\n]*|\.(?:read|import|open|mode|output|once)\b[^\n]*|@@?[\w./\\-]+\.(?:sql|prc|pks|pkb|ddl|dml)[ \t]*;?[ \t]*(?=\r?\n|$)|go(?:[ \t]+\d+)?[ \t]*(?=\r?\n|$)|delimiter[ \t][^\n]*|\/[ \t]*(?=\r?\n|$)|!![^\n]*)/iy;
const DOLLARS = /(\$[A-Za-z_]*\$)([\s\S]*?)(?:\1|$)/y;
const TRIPLE = /(?:[rRbB]{0,2})("""|''')([\s\S]*?)(?:\1|$)/y;
const STRING = /(?:[nNeErRbBxX]|[rR][bB])?'((?:[^'\\]|''|\\[\s\S])*)(?:'|$)/y;
/** A backslash right before the closing quote ends nothing where it does not escape. */
const PLAIN_STRING = /[nN]?'((?:[^']|'')*)(?:'|$)/y;
const DOUBLE = /[rRbB]?"((?:[^"\\]|""|\\[\s\S])*)(?:"|$)/y;
const BACKTICK = /`([^`]*)(?:`|$)/y;
const BRACKET = /\[([A-Za-z_#@$][^[\]'"(),\n]*)\]/y;
const WORD = /[@#$]{0,2}[\p{L}_][\p{L}\p{N}_$#@]*|[@$]\w+/uy;
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy;
const SYMBOL = /:=|\|\||::|=>|->>?|<<|>>|[\s\S]/y;
const BLANK = /\s+/y;

const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);

type Pattern = readonly [pattern: RegExp, kind: SqlToken['kind'], group: number];

const PATTERNS: readonly Pattern[] = [
  [DOLLARS, 'string', 2],
  [TRIPLE, 'string', 2],
  [STRING, 'string', 1],
  [DOUBLE, 'name', 1],
  [BACKTICK, 'name', 1],
  [WORD, 'word', 0],
  [NUMBER, 'number', 0],
  [SYMBOL, 'symbol', 0],
];

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** `[x]` names something in T-SQL; after a name or a bracket it is the index of an array. */
function bracketName(text: string, at: number): RegExpExecArray | null {
  if (text[at] !== '[' || /[\w\])]/.test(text[at - 1] ?? '')) return null;
  return matchAt(BRACKET, text, at);
}

/** A string that swallows the next statement because of a backslash at its end is read without escapes. */
function stringAt(text: string, at: number, escapes: boolean): RegExpExecArray | null {
  return matchAt(escapes ? STRING : PLAIN_STRING, text, at) ?? matchAt(STRING, text, at);
}

class Lexer {
  readonly tokens: SqlToken[] = [];
  private at = 0;
  private line = 1;
  private depth = 0;
  private first = true;
  private readonly escapes: boolean;

  constructor(private readonly text: string) {
    this.escapes = !/'[^'\n]*\\'(?!')[ \t]*[,;)\r\n]/.test(text);
  }

  read(): SqlToken[] {
    while (this.at < this.text.length) this.step();
    return this.tokens;
  }

  private step(): void {
    const { text, at } = this;
    const blank = matchAt(BLANK, text, at) ?? matchAt(COMMENT, text, at);
    if (blank) {
      this.skip(blank[0]);
      return;
    }
    const command = this.first ? matchAt(COMMAND, text, at) : null;
    if (command) this.push('command', command[0].trimEnd(), command[0]);
    else this.pushToken();
  }

  private pushToken(): void {
    const bracket = bracketName(this.text, this.at);
    if (bracket) {
      this.push('name', bracket[1] ?? '', bracket[0]);
      return;
    }
    for (const [pattern, kind, group] of PATTERNS) {
      const found =
        pattern === STRING
          ? stringAt(this.text, this.at, this.escapes)
          : matchAt(pattern, this.text, this.at);
      if (!found) continue;
      this.push(kind, unquoted(kind, found[group] ?? '', found[0]), found[0]);
      return;
    }
  }

  private push(kind: SqlToken['kind'], value: string, raw: string): void {
    if (kind === 'symbol' && CLOSING.has(raw)) this.depth = Math.max(0, this.depth - 1);
    const word = kind === 'word' || kind === 'symbol' ? raw.toUpperCase() : '';
    const { at, line, depth, first } = this;
    this.tokens.push({
      kind,
      text: value,
      raw,
      word,
      start: at,
      end: at + raw.length,
      line,
      depth,
      first,
    });
    if (kind === 'symbol' && OPENING.has(raw)) this.depth += 1;
    // A bracket that is never closed costs only its own statement.
    if (raw === ';' || kind === 'command') this.depth = 0;
    this.first = false;
    this.skip(raw);
  }

  private skip(raw: string): void {
    this.at += raw.length;
    for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) {
      this.line += 1;
      if (raw.trim() === '' || at === raw.length - 1) this.first = true;
    }
  }
}

function unquoted(kind: SqlToken['kind'], value: string, raw: string): string {
  if (kind === 'string') return raw.startsWith('$') ? value : value.replaceAll("''", "'");
  return kind === 'name' ? value.replaceAll('""', '"') : value;
}

/** The tokens of a script of any dialect. Quotes that never close run to the end. */
export function sqlTokens(text: string): SqlToken[] {
  return new Lexer(text).read();
}
