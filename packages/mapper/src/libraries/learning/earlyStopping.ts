import type { Call } from '../../interpreter/machine.js';
import { blend, type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import type { Value } from '../../values/value.js';
import { argument, cellsOf, dataOf } from '../arguments.js';

const STOPS = /early_?stopping|(^| )od_(type|wait)$|best_model/i;
const VALIDATION = [
  'eval_set',
  'validation_data',
  'evals',
  'valid_sets',
  'valid_set',
  'eval_data',
  'tuning_data',
  'validation_frame',
  'X_val',
];

function mentions(value: Value | undefined, depth = 0): boolean {
  if (!value || depth > 2) return false;
  for (const reference of value.references ?? []) {
    if (reference.kind === 'external' && STOPS.test(reference.name)) return true;
    if (reference.kind !== 'instance') continue;
    if (STOPS.test(reference.cell.type)) return true;
    if ([...reference.cell.fields.keys()].some((name) => STOPS.test(name))) return true;
  }
  if ([...(value.fields?.keys() ?? [])].some((name) => STOPS.test(name))) return true;
  return [...(value.items ?? []), ...(value.fields?.values() ?? [])].some((each) =>
    mentions(each, depth + 1),
  );
}

/** Whether the call or what it is called on stops training by what it sees on other data. */
export function stopsEarly(call: Call): boolean {
  if ([...call.named.keys()].some((name) => STOPS.test(name))) return true;
  if (call.args.some((each) => mentions(each)) || [...call.named.values()].some((each) => mentions(each)))
    return true;
  return cellsOf(call.receiver).some((cell) => [...cell.fields.keys()].some((name) => STOPS.test(name)));
}

/**
 * Data that decides when training ends is a source; data that is only scored is none. `always` for frameworks that keep the
 * best model by themselves.
 */
export function validationFlow(call: Call, always: boolean): Flow {
  const given = argument(call, undefined, ...VALIDATION);
  if (!given || !(always || stopsEarly(call))) return NO_FLOW;
  return joinFlows(NO_FLOW, blend(dataOf(given)));
}
