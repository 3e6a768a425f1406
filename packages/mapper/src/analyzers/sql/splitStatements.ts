/** One statement of a script and the line that it starts on. */
export interface StatementText {
  text: string;
  line: number;
}

/** Strings, quoted names, comments and dollar quotes: a semicolon inside them ends nothing. */
const OPAQUE = /'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|(\$\w*\$)[\s\S]*?\1/y;

const BATCH = /(?:^|\n)[ \t]*go[ \t]*(?=\r?\n|$)/iy;

/** Splits a script at semicolons and at T-SQL's GO lines. Unterminated quotes run to the end. */
export function splitStatements(script: string): StatementText[] {
  const statements: StatementText[] = [];
  let from = 0;
  let line = 1;
  const push = (to: number): void => {
    const raw = script.slice(from, to);
    const blank = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(raw)?.[0] ?? '';
    const text = raw.slice(blank.length).trimEnd();
    if (text !== '') statements.push({ text, line: line + countLines(blank) });
    line += countLines(raw);
    from = to;
  };
  for (let at = 0; at < script.length; ) {
    OPAQUE.lastIndex = at;
    BATCH.lastIndex = at;
    if (OPAQUE.test(script)) at = Math.max(OPAQUE.lastIndex, at + 1);
    else if (BATCH.test(script)) {
      push(at);
      from = BATCH.lastIndex;
      line += countLines(script.slice(at, from));
      at = from;
    } else if (script[at] === ';') {
      push(at);
      from = at + 1;
      at += 1;
    } else at += 1;
  }
  push(script.length);
  return statements;
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}
