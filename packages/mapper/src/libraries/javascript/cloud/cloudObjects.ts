import type { Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { flowOf, type Value } from '../../../values/value.js';

/** How clouds' stores hold data. */
export const OBJECT = { kind: 'object' as const };

/** Data of an argument that may be left out. */
export function dataOf(value: Value | undefined): ReturnType<typeof flowOf> {
  return value ? flowOf(value) : NO_FLOW;
}

/** A client that keeps nothing of its settings. */
export const instanceRule =
  (type: string): Rule =>
  (call, machine) =>
    machine.instance(call, type, NO_FLOW).value;
