import type { Call } from '../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../values/flow.js';
import { stringsOf } from '../values/texts.js';
import { type Cell, flowOf, type Value } from '../values/value.js';

/** An argument by position or by any of its names. */
export function argument(
  call: Call,
  position: number | undefined,
  ...names: readonly string[]
): Value | undefined {
  for (const name of names) {
    const named = call.named.get(name);
    if (named) return named;
  }
  return position === undefined ? undefined : call.args[position];
}

/** All data that the arguments carry. */
export function argumentFlow(call: Call): Flow {
  const flows = [...call.args, ...call.named.values()].map((value) => flowOf(value));
  return flows.reduce(joinFlows, NO_FLOW);
}

/** All data that the receiver and the arguments carry. */
export function callFlow(call: Call): Flow {
  return call.receiver ? joinFlows(flowOf(call.receiver), argumentFlow(call)) : argumentFlow(call);
}

/** Column names given as one string or a list of them; undefined when they are not all known. */
export function columnNames(value: Value | undefined): string[] | undefined {
  if (!value) return undefined;
  const names = stringsOf(value);
  const complete = value.items ? value.items.every((item) => item.texts) : value.texts !== undefined;
  return complete && names.length > 0 ? names : undefined;
}

/** Objects that a value may be. */
export function cellsOf(value: Value | undefined): Cell[] {
  return (value?.references ?? []).flatMap((reference) =>
    reference.kind === 'instance' ? [reference.cell] : [],
  );
}

/** A field that a rule stored on any object that the value may be. */
export function storedField(value: Value | undefined, name: string): Value | undefined {
  for (const cell of cellsOf(value)) {
    const field = cell.fields.get(name);
    if (field) return field;
  }
  return undefined;
}

/** The data in a value, and what calls put into the objects that it may be, such as a buffer. */
export function dataOf(value: Value | undefined): Flow {
  if (!value) return NO_FLOW;
  const stored = cellsOf(value).flatMap((cell) => cell.fields.get('data')?.flow ?? []);
  return stored.reduce(joinFlows, flowOf(value));
}

/** Adds data to the objects that a value may be. */
export function addData(value: Value | undefined, flow: Flow): void {
  for (const cell of cellsOf(value)) {
    const known = cell.fields.get('data')?.flow ?? NO_FLOW;
    cell.fields.set('data', { flow: joinFlows(known, flow) });
  }
}

/** Whether an argument is the constant `true`. */
export function isTrue(value: Value | undefined): boolean {
  return value?.texts?.some((text) => text.value === true) ?? false;
}
