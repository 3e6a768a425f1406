import type { Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { constant, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { textOf } from '../wordsOf.js';

const KEY = 'dagster.Key';

/** A key as one text: parts with slashes between them. */
function joined(value: Value | undefined): Value | undefined {
  if (!value) return undefined;
  if (!value.items) return value.texts ? value : undefined;
  return concatenate(value.items.flatMap((part, index) => (index === 0 ? [part] : [constant('/'), part])));
}

/** `AssetKey(['a', 'b'])`. */
export const assetKeyRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, KEY, NO_FLOW);
  const key = joined(argument(call, 0, 'path'));
  if (key) cell.fields.set('key', key);
  return key ? { ...value, ...key, references: value.references ?? [] } : value;
};

/** The key of an asset given as a key, a text, or the asset itself. */
export function keyOf(value: Value | undefined): string | undefined {
  if (!value) return undefined;
  const own = value.texts ? value : joined(value);
  if (own?.texts) return textOf(own);
  const held = cellsOf(value).flatMap((cell) => cell.fields.get('key') ?? [])[0];
  return held ? textOf(held) : undefined;
}

/** Keys of a list of assets, or of one. */
export function keysOf(value: Value | undefined): string[] {
  if (!value) return [];
  const several = value.items?.some((item) => item.items || item.references) ?? false;
  if (several) return (value.items ?? []).flatMap((item) => keyOf(item) ?? []);
  if (value.items) return stringsOf(value);
  const key = keyOf(value);
  return key === undefined ? [] : [key];
}
