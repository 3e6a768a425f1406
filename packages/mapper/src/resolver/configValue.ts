import type { ConfigValue } from '../facts/configValue.js';
import { constant, dictOf, listOf, type Value } from '../values/value.js';

/** A configuration value with its keys, as the interpreter holds it. */
export function configValue(value: ConfigValue): Value {
  if (Array.isArray(value)) return listOf(value.map(configValue));
  if (value !== null && typeof value === 'object') {
    return dictOf(new Map(Object.entries(value).map(([key, inner]) => [key, configValue(inner)])));
  }
  return constant(value);
}
