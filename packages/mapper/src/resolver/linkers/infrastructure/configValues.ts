import type { ConfigValue } from '../../../facts/configValue.js';

/** Entries of an object; nothing for any other value. */
export function fieldsOf(value: ConfigValue | undefined): { [key: string]: ConfigValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}

/** A value below others; a nested block is a list with one object, which is looked through. */
export function at(value: ConfigValue | undefined, ...keys: readonly string[]): ConfigValue | undefined {
  return keys.reduce<ConfigValue | undefined>((inner, key) => {
    const object = Array.isArray(inner) ? inner[0] : inner;
    return fieldsOf(object)[key];
  }, value);
}

export function textAt(value: ConfigValue | undefined, ...keys: readonly string[]): string | undefined {
  const found = at(value, ...keys);
  if (typeof found === 'string') return found;
  return typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
}

export function listOf(value: ConfigValue | undefined): ConfigValue[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function textsOf(value: ConfigValue | undefined): string[] {
  return listOf(value).flatMap((each) =>
    typeof each === 'string' || typeof each === 'number' ? [String(each)] : [],
  );
}

/** JSON that stands in a text, or the value itself. */
export function parsed(value: ConfigValue | undefined): ConfigValue {
  if (typeof value !== 'string') return value ?? null;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}
