import type { Call, Machine } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { flowOf, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';

/** A field of a struct or an entry of a map. */
export function entryOf(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found = value?.fields?.get(name) ?? storedField(value, name);
    if (found) return found;
  }
  return undefined;
}

export function entryText(value: Value | undefined, ...names: readonly string[]): string | undefined {
  const [text] = entryOf(value, ...names)?.texts ?? [];
  return typeof text?.value === 'string' || typeof text?.value === 'number' ? String(text.value) : undefined;
}

/** A new object of a type with some fields. */
export function object(
  call: Call,
  machine: Machine,
  type: string,
  fields: Readonly<Record<string, Value | undefined>>,
  flow: Flow = NO_FLOW,
): Value {
  const { cell, value } = machine.instance(call, type, flow);
  for (const [name, field] of Object.entries(fields)) if (field) cell.fields.set(name, field);
  return value;
}

/** The first argument that is a text: contexts and targets stand before it. */
export function textArgument(call: Call): Value | undefined {
  return call.args.find((value) => stringsOf(value).length > 0);
}

export function functionArgument(call: Call): Value | undefined {
  return call.args.findLast((value) => value.references?.some((each) => each.kind === 'function'));
}

export function dataOfArguments(values: readonly Value[]): Flow {
  return values.map((value) => flowOf(value)).reduce(joinFlows, NO_FLOW);
}

/** The argument that is a struct with these fields. */
export function structArgument(call: Call, ...names: readonly string[]): Value | undefined {
  return call.args.find((value) => entryOf(value, ...names) !== undefined);
}

/** The same rules for several types. */
export function forTypes<Rule>(
  types: readonly string[],
  names: readonly string[],
  rule: Rule,
): Record<string, Rule> {
  return Object.fromEntries(
    types.flatMap((type) => names.map((name): [string, Rule] => [`${type}.${name}`, rule])),
  );
}
