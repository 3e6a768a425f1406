import type { Call, Machine } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate } from '../../values/texts.js';
import { constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';

/** An entry of an object that is given as settings. */
export function entryOf(value: Value | undefined, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const found = value?.fields?.get(name) ?? storedField(value, name);
    if (found) return found;
  }
  return undefined;
}

/** The text of an entry, when there is only one. */
export function entryText(value: Value | undefined, ...names: readonly string[]): string | undefined {
  const found = entryOf(value, ...names);
  const [text] = found?.texts ?? [];
  return text === undefined ? undefined : String(text.value);
}

/** The function that a call gets as its last argument. */
export function callbackOf(call: Call): Value | undefined {
  return call.args.findLast((value) => value.references?.some((each) => each.kind === 'function'));
}

/** Calls back with an error that did not happen and a result. */
export function callBack(call: Call, machine: Machine, result: Value): void {
  const callback = callbackOf(call);
  if (callback) machine.call(callback, [NOTHING, result], call);
}

/** Stores fields on a new object of a type. */
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

/** Data of arguments but for functions and settings. */
export function dataOfArguments(values: readonly Value[]): Flow {
  return values.map((value) => flowOf(value)).reduce(joinFlows, NO_FLOW);
}

/** `scheme://bucket/key`, when both are given. */
export function locationOf(
  scheme: string,
  bucket: Value | undefined,
  key: Value | undefined,
): Value | undefined {
  if (!bucket || !key) return undefined;
  return concatenate([constant(`${scheme}://`), bucket, constant('/'), key]);
}
