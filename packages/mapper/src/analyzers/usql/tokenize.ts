/** One token of U-SQL or SCOPE. `text` is the value of a string and the spelling of anything else. */
export interface Token {
  kind: 'word' | 'string' | 'number' | 'mark';
  text: string;
  line: number;
  start: number;
  end: number;
}

const TOKEN =
  /(\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(@@?[A-Za-z_]\w*(?:@@?)?|#?[A-Za-z_]\w*|\[[^\]\n]*\])|(\d[\w.]*)|(==|!=|<=|>=|=>|\?\?|&&|\|\||[\s\S])/g;
/** C# that stands beside the script. */
const CODE_BEHIND = /^[ \t]*#CS\b[\s\S]*?^[ \t]*#ENDCS\b/gim;
/** Lines of the preprocessor, except declarations. */
const DIRECTIVE = /^[ \t]*#(IF|ELSE|ELSEIF|ENDIF|ERROR|WARN|SET|DEFINE)\b[^\n]*/gim;

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function stringValue(written: string): string {
  if (written.startsWith('@')) return written.slice(2, -1).replaceAll('""', '"');
  return written.slice(1, -1).replace(/\\(.)/g, (_all, code: string) => ({ n: '\n', t: '\t' })[code] ?? code);
}

/** Names lose their brackets, and in SCOPE the marks behind them: `@@x@@` is `@x`. */
function wordOf(written: string): string {
  if (written.startsWith('[')) return written.slice(1, -1);
  return written.replace(/^@@/, '@').replace(/(?<=\w)@@?$/, '');
}

/** Splits a script into tokens; comments and the code behind it are left out. */
export function tokenize(script: string): Token[] {
  const text = script.replace(CODE_BEHIND, blank).replace(DIRECTIVE, blank);
  const tokens: Token[] = [];
  let line = 1;
  for (const match of text.matchAll(TOKEN)) {
    const [all, skipped, string, word, number] = match;
    const place = { line, start: match.index, end: match.index + all.length };
    if (string !== undefined) tokens.push({ kind: 'string', text: stringValue(string), ...place });
    else if (word !== undefined) tokens.push({ kind: 'word', text: wordOf(word), ...place });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, ...place });
    else if (skipped === undefined) tokens.push({ kind: 'mark', text: all, ...place });
    if (all.includes('\n')) line += all.split('\n').length - 1;
  }
  return tokens;
}
