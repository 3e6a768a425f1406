import type { Machine } from '../../interpreter/machine.js';
import type { Text } from '../../values/text.js';
import { constant, type Value } from '../../values/value.js';

/** A value that holds only when nothing sets another. */
function inferred(value: Value): Value {
  if (!value.texts) return value;
  return { ...value, texts: value.texts.map((text): Text => ({ ...text, confidence: 'inferred' })) };
}

/** What nothing in the repository gives, under its name. */
export function hole(name: string, what: string): Value {
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `${what} ${name} has no value in the repository`,
    hint: name,
  };
}

/** A default that says something. */
export function usable(value: Value | undefined): Value | undefined {
  const known = value?.texts?.filter((text) => text.value !== null && text.value !== '...') ?? [];
  if (value && known.length > 0) return inferred({ ...value, texts: known });
  return value?.items || value?.fields || value?.references ? value : undefined;
}

/** An environment variable: what the repository sets, else the default, else its name as a hole. */
export function environmentValue(machine: Machine, name: string, fallback?: Value): Value {
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  return usable(fallback) ?? hole(name, 'environment variable');
}
