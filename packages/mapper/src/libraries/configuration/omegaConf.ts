import type { Library, Machine, Rule } from '../../interpreter/machine.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, dictOf, NOTHING, type Value } from '../../values/value.js';
import { argument, storedField } from '../arguments.js';
import { fieldAt } from '../orchestrators/fieldAt.js';
import { interpolateValues } from './interpolateValues.js';
import { asFields, mergeValues, withEntryAt } from './mergeValues.js';

/** Configurations before their references were filled, by their entries: a merge fills them anew. */
const written = new WeakMap<ReadonlyMap<string, Value>, Value>();

function filled(value: Value, machine: Machine): Value {
  const result = interpolateValues(value, machine);
  if (result.fields) written.set(result.fields, value);
  return result;
}

function asWritten(value: Value): Value {
  return (value.fields && written.get(value.fields)) ?? value;
}

const loadRule: Rule = (call, machine) => {
  const [config] = stringsOf(call.args[0]).flatMap((path) => machine.config(path) ?? []);
  const held = config ?? storedField(call.args[0], 'config');
  return held ? filled(held, machine) : NOTHING;
};

const createRule: Rule = (call, machine) => {
  const [given] = call.args;
  return given ? filled(given, machine) : dictOf(new Map());
};

const mergeRule: Rule = (call, machine) => {
  const merged = call.args
    .map(asWritten)
    .reduce((left, right) => mergeValues(left, right), dictOf(new Map()));
  return filled(merged, machine);
};

/** `OmegaConf.from_cli()`: words of the form `a.b=value`. */
const commandLineRule: Rule = (call, machine) => {
  const words = call.args[0]?.items ? stringsOf(call.args[0]) : (machine.commandLine ?? []);
  return words.reduce<Value>((value, word) => {
    const [key, ...rest] = word.split('=');
    if (key === undefined || rest.length === 0 || key.startsWith('-')) return value;
    return withEntryAt(value, key.split('.'), constant(rest.join('='), 'inferred'));
  }, dictOf(new Map()));
};

const structuredRule: Rule = (call, machine) => {
  const object = machine.call(call.args[0] ?? NOTHING, [], call);
  const fields = asFields(object) ?? asFields(call.args[0]);
  return fields ? dictOf(fields) : object;
};

const selectRule: Rule = (call) => {
  const path = stringOf(argument(call, 1, 'key')) ?? '';
  return fieldAt(call.args[0], path.split('.')) ?? argument(call, undefined, 'default') ?? NOTHING;
};

const sameRule: Rule = (call) => call.args[0] ?? NOTHING;

const RULES: Readonly<Record<string, Rule>> = {
  load: loadRule,
  create: createRule,
  merge: mergeRule,
  unsafe_merge: mergeRule,
  from_cli: commandLineRule,
  from_dotlist: commandLineRule,
  structured: structuredRule,
  select: selectRule,
  to_container: sameRule,
  to_object: sameRule,
  masked_copy: sameRule,
};

/** OmegaConf: configurations that are loaded, merged and refer to themselves. */
export const omegaConf: Library = {
  name: 'omegaConf',
  touchesData: false,
  functions: Object.fromEntries(
    Object.entries(RULES).flatMap(([name, rule]) => [
      [`omegaconf.OmegaConf.${name}`, rule],
      [`omegaconf.omegaconf.OmegaConf.${name}`, rule],
    ]),
  ),
  methods: {},
};
