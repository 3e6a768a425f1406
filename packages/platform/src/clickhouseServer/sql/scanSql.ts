/** One lexical token of a statement; comments and white space are left out. */
export interface SqlToken {
  text: string;
  /** Offset of the first character. */
  start: number;
  /** Offset after the last character. */
  end: number;
  /** How many brackets are open around the token. */
  depth: number;
}

const skipped = String.raw`\s+|--[^\n]*|\/\*[\s\S]*?\*\/`;
const quoted = ["'", '"', '`']
  .map((quote) => `${quote}[^${quote}\\\\]*(?:(?:\\\\[\\s\\S]|${quote}${quote})[^${quote}\\\\]*)*${quote}`)
  .join('|');
const heredoc = String.raw`\$(?<tag>\w*)\$[\s\S]*?\$\k<tag>\$`;
const token = new RegExp(`${skipped}|(${quoted}|${heredoc}|\\w+|[\\s\\S])`, 'y');

/** Cuts ClickHouse SQL into tokens, lazily, so that a caller can stop before inline data. */
export function* scanSql(sql: string): Generator<SqlToken> {
  const scanner = new RegExp(token);
  let depth = 0;
  for (let match = scanner.exec(sql); match !== null; match = scanner.exec(sql)) {
    const text = match[1];
    if (text === undefined) continue;
    if (text === ')' || text === ']' || text === '}') depth -= 1;
    yield { text, start: match.index, end: scanner.lastIndex, depth };
    if (text === '(' || text === '[' || text === '{') depth += 1;
  }
}
