import { spell } from '../../values/text.js';
import { stringOf, textsOrHole } from '../../values/texts.js';
import { constant, type Value } from '../../values/value.js';

/** The first constant that a value may be, or its hole. */
export function textOf(value: Value): string {
  const [first] = textsOrHole(value);
  return first ? spell(first.value) : '';
}

/** A list as words of a command line; a text is one word. */
export function wordsOf(value: Value | undefined): string[] {
  if (!value) return [];
  if (value.items) return value.items.flatMap(wordsOf);
  return value.texts ? [textOf(value)] : value.hint === undefined ? [] : [`{${value.hint}}`];
}

/** A dictionary as environment variables, or a list of `{name, value}`. */
export function environmentOf(value: Value | undefined): Map<string, string> {
  const environment = new Map<string, string>();
  for (const [name, field] of value?.fields ?? []) {
    if (field.texts) environment.set(name, textOf(field));
  }
  for (const item of value?.items ?? []) {
    const [name, set] = [stringOf(item.fields?.get('name')), item.fields?.get('value')];
    if (name !== undefined && set?.texts) environment.set(name, textOf(set));
  }
  return environment;
}

/** The same for shell code, which takes values. */
export function environmentValues(value: Value | undefined): Map<string, Value> {
  return new Map([...environmentOf(value)].map(([name, text]) => [name, constant(text, 'inferred')]));
}

/** A dictionary of options as the words `--name value`. */
export function optionWords(value: Value | undefined): string[] {
  return [...(value?.fields ?? [])].flatMap(([name, field]) => [
    `--${name.replace(/^-+/, '')}`,
    ...wordsOf(field),
  ]);
}
