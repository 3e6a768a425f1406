import type { Value } from '../../values/value.js';

/** The entry of nested dictionaries and lists that the keys lead to. */
export function fieldAt(value: Value | undefined, keys: readonly (string | number)[]): Value | undefined {
  let current = value;
  for (const key of keys) {
    current = current?.fields?.get(String(key)) ?? current?.items?.[Number(key)];
    if (!current) return undefined;
  }
  return current;
}
