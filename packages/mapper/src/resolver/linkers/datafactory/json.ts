import type { ConfigValue } from '../../../facts/configValue.js';

export type JsonObject = { [key: string]: ConfigValue };

export function isObject(value: ConfigValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part of a value that the keys lead to. */
export function partOf(
  value: ConfigValue | undefined,
  ...keys: readonly (string | number)[]
): ConfigValue | undefined {
  let current = value;
  for (const key of keys) {
    if (typeof key === 'number') current = Array.isArray(current) ? current[key] : undefined;
    else current = isObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return current;
}

export function textAt(
  value: ConfigValue | undefined,
  ...keys: readonly (string | number)[]
): string | undefined {
  const part = partOf(value, ...keys);
  return typeof part === 'string' ? part : undefined;
}

export function objectAt(value: ConfigValue | undefined, ...keys: readonly (string | number)[]): JsonObject {
  const part = partOf(value, ...keys);
  return isObject(part) ? part : {};
}

export function listAt(value: ConfigValue | undefined, ...keys: readonly (string | number)[]): ConfigValue[] {
  const part = partOf(value, ...keys);
  return Array.isArray(part) ? part : [];
}
