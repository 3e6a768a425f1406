import type { ConfigValue } from './configValue.js';

/**
 * An expression of a language that declares resources, as plain JSON: constants and lists stand for themselves, everything
 * else is an object with its form under `$`.
 */
export type Term = ConfigValue;

/** Forms of terms, as the analyzers write them and the linker evaluates them. */
export const termOf = {
  text: (parts: Term[]): Term => ({ $: 'text', parts }),
  /** A name with what is taken out of it: names of attributes, or terms of indices. */
  reference: (path: Term[]): Term => ({ $: 'reference', path }),
  call: (name: string, args: Term[]): Term => ({ $: 'call', name, args }),
  choice: (condition: Term, yes: Term, no: Term): Term => ({ $: 'choice', condition, yes, no }),
  comparison: (operator: string, left: Term, right: Term): Term => ({
    $: 'comparison',
    operator,
    left,
    right,
  }),
  loop: (key: string, value: string, over: Term, key_result: Term, result: Term): Term => ({
    $: 'loop',
    key,
    value,
    over,
    keyResult: key_result,
    result,
  }),
  object: (entries: [Term, Term][]): Term => ({ $: 'object', entries }),
  unknown: (name: string): Term => ({ $: 'unknown', name }),
};
