import type { Position } from '../../facts/position.js';
import type { Token } from './tokenize.js';

const OPENS = new Set(['(', '[', '{']);
const CLOSES = new Set([')', ']', '}']);

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase());
}

export function isMark(token: Token | undefined, mark: string): boolean {
  return token?.kind === 'mark' && token.text === mark;
}

/** Calls `visit` for each token that stands outside of brackets; a true answer ends the walk. */
function walk(tokens: readonly Token[], visit: (token: Token, index: number) => boolean): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    const mark = token.kind === 'mark' ? token.text : '';
    if (CLOSES.has(mark)) depth -= 1;
    if (depth <= 0 && visit(token, index)) return index;
    if (OPENS.has(mark)) depth += 1;
  }
  return -1;
}

/** Where one of the words stands outside of brackets, or -1. */
export function indexOfWord(tokens: readonly Token[], ...words: readonly string[]): number {
  return walk(tokens, (token) => isWord(token, ...words));
}

/** The parts between marks that stand outside of brackets. */
export function splitAt(tokens: readonly Token[], mark: string): Token[][] {
  const parts: Token[][] = [];
  let from = 0;
  walk(tokens, (token, index) => {
    if (isMark(token, mark)) {
      parts.push(tokens.slice(from, index));
      from = index + 1;
    }
    return false;
  });
  parts.push(tokens.slice(from));
  return parts.filter((part) => part.length > 0);
}

/** The parts between words that stand outside of brackets. */
export function splitAtWords(tokens: readonly Token[], ...words: readonly string[]): Token[][] {
  const parts: Token[][] = [];
  let rest: readonly Token[] = tokens;
  for (let at = indexOfWord(rest, ...words); at >= 0; at = indexOfWord(rest, ...words)) {
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, [...rest]];
}

/** Where the bracket that opens at `from` closes. */
export function closing(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    const mark = token?.kind === 'mark' ? token.text : '';
    if (OPENS.has(mark)) depth += 1;
    if (CLOSES.has(mark)) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** Statements: what stands between semicolons, a block of BEGIN and END in one. */
export function statementsOf(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [];
  let [from, blocks, brackets] = [0, 0, 0];
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, 'BEGIN')) blocks += 1;
    if (isWord(token, 'END')) blocks = Math.max(0, blocks - 1);
    const mark = token.kind === 'mark' ? token.text : '';
    if (OPENS.has(mark)) brackets += 1;
    if (CLOSES.has(mark)) brackets = Math.max(0, brackets - 1);
    if (mark !== ';' || blocks > 0 || brackets > 0) continue;
    statements.push(tokens.slice(from, index));
    from = index + 1;
  }
  statements.push(tokens.slice(from));
  return statements.filter((statement) => statement.length > 0);
}

export function positionOf(tokens: readonly Token[]): Position {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return [first?.line ?? 1, last?.line ?? 1, first?.start ?? 0, last?.end ?? 0];
}
