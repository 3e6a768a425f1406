import { dictOf, type Value } from '../../values/value.js';
import { cellsOf } from '../arguments.js';

const MAXIMUM_DEPTH = 12;

/** A dictionary, or the fields of an object of the repository as one. */
export function asFields(value: Value | undefined): ReadonlyMap<string, Value> | undefined {
  if (value?.fields) return value.fields;
  const held = cellsOf(value).flatMap((cell) => [...cell.fields]);
  return held.length > 0 ? new Map(held) : undefined;
}

/** Dictionaries joined at every depth; where both have a value the right one stands. */
export function mergeValues(left: Value | undefined, right: Value, depth = 0): Value {
  const [below, above] = [asFields(left), asFields(right)];
  if (!below || !above || depth > MAXIMUM_DEPTH) return right;
  const merged = new Map(below);
  for (const [name, value] of above) merged.set(name, mergeValues(below.get(name), value, depth + 1));
  return dictOf(merged);
}

/** A value with an entry set below it; dictionaries on the way are made. */
export function withEntryAt(value: Value | undefined, keys: readonly string[], entry: Value): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return entry;
  const fields = new Map(asFields(value));
  fields.set(key, withEntryAt(fields.get(key), rest, entry));
  return dictOf(fields);
}
