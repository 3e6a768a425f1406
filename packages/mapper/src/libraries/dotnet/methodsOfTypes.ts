import type { Rule } from '../../interpreter/machine.js';

/** The same rule for methods of objects of these types. */
export function methodsOfTypes(
  names: readonly string[],
  types: readonly string[],
  rule: Rule,
): Record<string, Rule> {
  return Object.fromEntries(types.flatMap((type) => names.map((name) => [`*.${type}.${name}`, rule])));
}

/** Names of methods with their twins that answer a task. */
export function withAsync(...names: readonly string[]): string[] {
  return names.flatMap((name) => [name, `${name}Async`]);
}
