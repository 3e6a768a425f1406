import type { Value } from '../../values/value.js';
import { storedField } from '../arguments.js';

/** The name of the function that a value is, or that an object made of it holds. */
export function functionName(value: Value | undefined): string {
  for (const reference of value?.references ?? []) {
    if (reference.kind === 'function') return reference.definition.name;
    if (reference.kind === 'external') return reference.name.split('.').at(-1) ?? reference.name;
  }
  const held = storedField(value, 'callable');
  return held ? functionName(held) : (value?.hint ?? 'function');
}

/** Names of the function's parameters. */
export function parameterNames(value: Value | undefined): string[] {
  for (const reference of value?.references ?? []) {
    if (reference.kind === 'function')
      return reference.definition.parameters.flatMap((each) => (each.rest ? [] : [each.name]));
  }
  const held = storedField(value, 'callable');
  return held ? parameterNames(held) : [];
}
