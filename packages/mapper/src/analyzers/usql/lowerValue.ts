import type { Expression } from '../../facts/program.js';
import type { Token } from './tokenize.js';
import { isMark, splitAt } from './tokens.js';

function joined(parts: readonly Expression[]): Expression {
  const [only] = parts;
  if (!only) return { kind: 'constant', value: '' };
  return parts.length === 1 ? only : { kind: 'text', parts: [...parts] };
}

/** `string.Format("{0}/{1}", @a, @b)`. */
function formatted(args: readonly Token[][]): Expression {
  const [pattern, ...values] = args;
  const written = pattern?.[0]?.text ?? '';
  const parts: Expression[] = [];
  let from = 0;
  for (const match of written.matchAll(/\{(\d+)(?:[:,][^}]*)?\}/g)) {
    parts.push({ kind: 'constant', value: written.slice(from, match.index) });
    parts.push(lowerValue(values[Number(match[1])] ?? []));
    from = match.index + match[0].length;
  }
  parts.push({ kind: 'constant', value: written.slice(from) });
  return joined(parts);
}

function lowerTerm(tokens: readonly Token[]): Expression {
  const [first] = tokens;
  if (!first) return { kind: 'mix', parts: [] };
  if (tokens.length === 1 && first.kind === 'string') return { kind: 'constant', value: first.text };
  if (tokens.length === 1 && first.kind === 'number') return { kind: 'constant', value: first.text };
  if (tokens.length === 1) return { kind: 'name', name: first.text };
  if (isMark(first, '(') && isMark(tokens.at(-1), ')')) return lowerValue(tokens.slice(1, -1));
  const open = tokens.findIndex((token) => isMark(token, '('));
  const name = tokens
    .slice(0, Math.max(open, 0))
    .map((token) => token.text)
    .join('');
  if (/^string\.format$/i.test(name)) return formatted(splitAt(tokens.slice(open + 1, -1), ','));
  if (/^(string\.concat|path\.combine)$/i.test(name))
    return joined(splitAt(tokens.slice(open + 1, -1), ',').map((part) => lowerValue(part)));
  const [owner, dot, member] = tokens;
  if (tokens.length === 3 && isMark(dot, '.') && owner && member)
    return { kind: 'member', of: { kind: 'name', name: owner.text }, name: member.text };
  return { kind: 'name', name: `{${first.text.replace(/^@/, '')}}` };
}

/** A text that a script puts together: constants and variables with `+` between them. */
export function lowerValue(tokens: readonly Token[]): Expression {
  const terms = splitAt(tokens, '+').map((term) => lowerTerm(term));
  return joined(terms);
}
