import type { SqlToken } from '../text/sqlTokens.js';

interface NamedQuery {
  name: string;
  /** Where its body stands, and up to where it is known. */
  start: number;
  end: number;
  until: number;
  recursive: boolean;
}

function closing(tokens: readonly SqlToken[], open: number): number {
  const depth = tokens[open]?.depth ?? 0;
  let at = open + 1;
  while (at < tokens.length && (tokens[at]?.depth ?? 0) > depth) at += 1;
  return at;
}

function lastAtDepth(tokens: readonly SqlToken[], from: number): number {
  const depth = tokens[from]?.depth ?? 0;
  let at = from;
  while (at < tokens.length && (tokens[at]?.depth ?? 0) >= depth) at += 1;
  return at;
}

/** Index of the bracket that opens the body of `name [(columns)] AS [NOT] [MATERIALIZED] (`. */
function bodyOf(tokens: readonly SqlToken[], name: number): number | undefined {
  let at = name + 1;
  if (tokens[at]?.word === '(') at = closing(tokens, at) + 1;
  if (tokens[at]?.word !== 'AS') return undefined;
  at += 1;
  while (tokens[at]?.word === 'NOT' || tokens[at]?.word === 'MATERIALIZED') at += 1;
  return tokens[at]?.word === '(' ? at : undefined;
}

function namedQueries(tokens: readonly SqlToken[]): NamedQuery[] {
  const found: NamedQuery[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.word !== 'WITH') continue;
    const recursive = tokens[index + 1]?.word === 'RECURSIVE';
    const until = lastAtDepth(tokens, index);
    let at = index + (recursive ? 2 : 1);
    for (let body = bodyOf(tokens, at); body !== undefined; body = bodyOf(tokens, at)) {
      const end = closing(tokens, body);
      const { text = '' } = tokens[at] ?? {};
      found.push({ name: text.toLowerCase(), start: body, end, until, recursive });
      at = end + 1;
      if (tokens[at]?.word !== ',') break;
      at += 1;
    }
  }
  return found;
}

/** Says whether a name at a token stands for a common table expression there, and not for a table. */
export function namedQueryFinder(tokens: readonly SqlToken[]): (name: string, at: number) => boolean {
  const queries = namedQueries(tokens);
  return (name, at) =>
    queries.some(
      (each) =>
        each.name === name.toLowerCase() &&
        at < each.until &&
        (at > each.end || (each.recursive && at > each.start)),
    );
}
