import type { Expression } from '../../facts/program.js';

/** Pieces of one word: adjacent constants become one, a single piece stays what it is. */
export function joinWords(parts: readonly Expression[]): Expression {
  const joined: Expression[] = [];
  for (const part of parts.flatMap((each) => (each.kind === 'text' ? each.parts : [each]))) {
    const last = joined.at(-1);
    if (part.kind === 'constant' && last?.kind === 'constant') {
      joined[joined.length - 1] = { kind: 'constant', value: `${last.value}${part.value}` };
    } else if (part.kind !== 'constant' || part.value !== '') joined.push(part);
  }
  const [only] = joined;
  if (!only) return { kind: 'constant', value: '' };
  return joined.length === 1 ? only : { kind: 'text', parts: joined };
}
