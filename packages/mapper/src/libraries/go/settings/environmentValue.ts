import type { Machine } from '../../../interpreter/machine.js';
import { constant, type Value } from '../../../values/value.js';

export function environmentValue(machine: Machine, name: string): Value {
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  const why = `environment variable ${name} has no value in the repository`;
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
}
