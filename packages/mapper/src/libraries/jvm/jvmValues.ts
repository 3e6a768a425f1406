import type { Rule } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { stringOf } from '../../values/texts.js';
import { constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf } from '../arguments.js';

/** A value that has no certainty beyond a default. */
export function inferred(value: Value): Value {
  const texts = value.texts?.map(
    (text): Text => ({ ...text, confidence: text.confidence === 'exact' ? 'inferred' : text.confidence }),
  );
  return texts ? { ...value, texts } : value;
}

/** A setting that nothing in the repository gives: its name stands for it. */
export function hole(name: string, why: string): Value {
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
}

/** The one text that a value is known to be. */
export function textOf(value: Value | undefined): string | undefined {
  const [only] = value?.items ?? [];
  return stringOf(value?.items?.length === 1 ? only : value);
}

/** How the first constant of a value reads. */
export function spelled(value: Value | undefined): string | undefined {
  const text = value?.texts?.[0];
  return text && text.value !== null ? spell(text.value) : undefined;
}

/** The key that a value is: a text, or a constant of a library that says its name, as `BOOTSTRAP_SERVERS_CONFIG` does. */
export function keyOf(value: Value | undefined): string | undefined {
  const written = spelled(value);
  if (written !== undefined) return written;
  const external = value?.references?.find((each) => each.kind === 'external');
  const name = external?.kind === 'external' ? external.name.split('.').at(-1) : undefined;
  return name?.endsWith('_CONFIG')
    ? name
        .replace(/_CONFIG$/, '')
        .toLowerCase()
        .replaceAll('_', '.')
    : undefined;
}

/** An entry of a map, or of an object that keeps entries as one. */
export function entryOf(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  for (const key of keys) {
    const found = value?.fields?.get(key) ?? cellsOf(value).flatMap((cell) => cell.fields.get(key) ?? [])[0];
    if (found) return found;
  }
  return undefined;
}

/** All entries of maps and of objects that keep entries. */
export function entriesOf(value: Value | undefined): [string, Value][] {
  const own = [...(value?.fields ?? [])];
  return [...own, ...cellsOf(value).flatMap((cell) => [...cell.fields])];
}

/** Stores a field on every object that the value may be. */
export function keep(value: Value | undefined, name: string, field: Value | undefined): void {
  if (field) for (const cell of cellsOf(value)) cell.fields.set(name, field);
}

/** All data of all values. */
export function dataIn(values: Iterable<Value | undefined>): Flow {
  return [...values].map((each) => (each ? flowOf(each) : NO_FLOW)).reduce(joinFlows, NO_FLOW);
}

/** Builders and their kin: the receiver itself. */
export const selfRule: Rule = (call) => call.receiver ?? NOTHING;

/** What is given first, unchanged. */
export const firstRule: Rule = (call) => call.args[0] ?? call.receiver ?? NOTHING;

/** Remembers the first argument on the object under a name, as builders do. */
export const keepRule =
  (name: string): Rule =>
  (call) => {
    keep(call.receiver, name, call.args[0]);
    return call.receiver ?? NOTHING;
  };

/** A new object of a type. */
export const makeRule =
  (type: string): Rule =>
  (call, machine) =>
    machine.instance(call, type, NO_FLOW).value;

/** The same rule under several names. */
export function under(names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [name, rule]));
}

export const JVM: readonly string[] = ['java', 'scala'];
