import { declaredFields } from '../../interpreter/classMembers.js';
import type { Call, Machine } from '../../interpreter/machine.js';
import { constant, type Value } from '../../values/value.js';
import { positionalWords, wordAfter } from './commandWords.js';

interface Parameters {
  names: string[];
  /** Names that have a default. */
  optional: ReadonlySet<string>;
}

/** What a function takes, or a class whose fields are its options. */
function parametersOf(callee: Value): Parameters {
  for (const reference of callee.references ?? []) {
    if (reference.kind === 'function') {
      const known = reference.definition.parameters.filter((each) => !each.rest);
      const optional = known.filter((each) => each.default).map((each) => each.name);
      return { names: known.map((each) => each.name), optional: new Set(optional) };
    }
    if (reference.kind === 'class') {
      const names = declaredFields(reference);
      return { names, optional: new Set(names) };
    }
  }
  return { names: [], optional: new Set() };
}

/** Calls a function with what the command line gives for its parameters: `--name value`, or words in order. */
export function runWithWords(call: Call, machine: Machine, callee: Value, given?: readonly string[]): Value {
  const words = given ?? machine.commandLine ?? [];
  const { names, optional } = parametersOf(callee);
  const positional = positionalWords(words);
  const named = new Map<string, Value>();
  for (const name of names) {
    const dashed = name.replaceAll('_', '-');
    const option = wordAfter(words, [`--${name}`, `--${dashed}`, `-${name}`]);
    const word = option ?? (optional.has(name) ? undefined : positional.shift());
    if (word !== undefined) named.set(name, constant(word, 'inferred'));
  }
  return machine.call(callee, [], call, named);
}
