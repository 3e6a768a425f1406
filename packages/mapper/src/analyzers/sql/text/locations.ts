import type { SqlToken } from './sqlTokens.js';

/** A path or URI in quotes, with its line. */
export interface WrittenText {
  text: string;
  line: number;
}

/** Whether a token is text in quotes; double quotes hold texts in some dialects and names in others. */
function isText(token: SqlToken | undefined): token is SqlToken {
  return token?.kind === 'string' || (token?.kind === 'name' && /[/\\:@*]|\.\w+$/.test(token.text));
}

function writtenText(token: SqlToken): WrittenText {
  return { text: token.text, line: token.line };
}

/** Texts among the tokens that look like a path, a URI or a stage. */
export function locationsAmong(tokens: readonly SqlToken[]): WrittenText[] {
  return tokens
    .filter((token) => isText(token) && /[/\\@]|hole_\d+_|\.\w{2,7}$/.test(token.text))
    .map(writtenText);
}

/** The text given to an option: `LOCATION 'x'`, `uri = 'x'`, `uris = ['x', 'y']`. */
export function optionTexts(tokens: readonly SqlToken[], ...names: readonly string[]): WrittenText[] {
  for (const [index, token] of tokens.entries()) {
    const name = token.kind === 'string' || token.kind === 'name' ? token.text.toUpperCase() : token.word;
    if (!names.includes(name) || tokens[index - 1]?.word === '.') continue;
    const found = textsAfter(tokens, index + 1, token.depth);
    if (found.length > 0) return found;
  }
  return [];
}

/** Texts right behind an option's name, in brackets or not. */
function textsAfter(tokens: readonly SqlToken[], from: number, depth: number): WrittenText[] {
  let at = from;
  while (['=', '=>', ':'].includes(tokens[at]?.word ?? '')) at += 1;
  const texts: WrittenText[] = [];
  const bracket = ['[', '('].includes(tokens[at]?.word ?? '');
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    if (token.kind === 'string' || token.kind === 'name') texts.push(writtenText(token));
    else if (token.word === '+' || token.word === '||') continue;
    else if (!bracket) break;
    if (!bracket) break;
    if (token.depth <= depth && token.word !== '[' && token.word !== '(') break;
  }
  return texts;
}
