import type { Library, Rule } from '../interpreter/machine.js';
import { spell } from '../values/text.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { constant, joinAll, listOf, NOTHING, referring, unknown, type Value } from '../values/value.js';
import { argument, cellsOf, dataOf } from './arguments.js';

const MAXIMUM_ITEMS = 64;

const getAttributeRule: Rule = (call, machine) => {
  const [owner, name, fallback] = call.args;
  const names = stringsOf(name);
  if (owner && names.length > 0) return joinAll(names.map((each) => machine.member(owner, each)));
  return fallback ?? unknown('an attribute whose name is not known');
};

/** Remembers the value on every object that is meant. */
const setAttributeRule: Rule = (call) => {
  const [owner, name, value] = call.args;
  for (const cell of cellsOf(owner))
    for (const each of stringsOf(name)) cell.fields.set(each, value ?? NOTHING);
  return NOTHING;
};

function numberOf(value: Value | undefined): number | undefined {
  const [only, more] = value?.texts ?? [];
  return more === undefined && typeof only?.value === 'number' ? only.value : undefined;
}

/** Numbers are known when all bounds are, and when there are few. */
const rangeRule: Rule = (call) => {
  const bounds = call.args.map(numberOf);
  const [first, second, step = 1] = bounds;
  const known = first !== undefined && bounds.every((each) => each !== undefined) && step !== 0;
  if (!known) return unknown('a number of an unknown range');
  const [start, end] = second === undefined ? [0, first] : [first, second];
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (count > MAXIMUM_ITEMS) return unknown('a number of a long range');
  return listOf(Array.from({ length: count }, (_each, index) => constant(start + index * step)));
};

/** `importlib.import_module("package.module")`. */
const importModuleRule: Rule = (call, machine) => {
  const name = stringOf(call.args[0]);
  return name === undefined ? unknown('a module whose name is not known') : machine.imported(name);
};

/** `int(text)`. */
const wholeNumberRule: Rule = (call) => {
  const value = numberOf(call.args[0]) ?? stringOf(call.args[0]);
  if (value === undefined) return call.args[0] ?? NOTHING;
  const number = Math.trunc(Number(value));
  return Number.isNaN(number) ? unknown('a number') : constant(number);
};

const nextRule: Rule = (call) => {
  const [items, fallback] = call.args;
  return items?.items?.[0] ?? fallback ?? { flow: dataOf(items), why: 'an element of an unknown list' };
};

/** `vars(object)`, `asdict(object)`: its fields under their names. */
const fieldsRule: Rule = (call) => {
  const fields = new Map<string, Value>(cellsOf(call.args[0]).flatMap((cell) => [...cell.fields]));
  return fields.size > 0 ? { fields, flow: dataOf(call.args[0]) } : (call.args[0] ?? NOTHING);
};

/** `type(object)` is its class. */
const typeRule: Rule = (call) => {
  const classes = cellsOf(call.args[0]).flatMap((cell) =>
    cell.definition ? [referring(cell.definition)] : [],
  );
  return classes.length > 0 ? joinAll(classes) : unknown('a type');
};

/** A declared field is what it is given, by itself or by a function, when nothing else is. */
const fieldRule: Rule = (call, machine) => {
  const factory = argument(call, undefined, 'default_factory', 'factory');
  const given = argument(call, call.name.endsWith('Field') ? 0 : undefined, 'default');
  if (given) return given;
  return factory ? machine.call(factory, [], call) : unknown('a field without a default');
};

const nameOf = (value: Value | undefined): string => spell(value?.texts?.[0]?.value ?? '');

/** `namedtuple("Name", ["a", "b"])` makes objects whose fields are given in that order. */
const namedTupleRule: Rule = (call) => {
  const [, fields] = call.args;
  const names = fields?.items ? fields.items.map(nameOf) : (stringOf(fields) ?? '').split(/[\s,]+/);
  const parameters = names.filter((name) => name !== '').map((name) => ({ name }));
  const entries = parameters.map(
    ({ name }): [{ kind: 'constant'; value: string }, { kind: 'name'; name: string }] => [
      { kind: 'constant', value: name },
      { kind: 'name', name },
    ],
  );
  const body = { kind: 'dict' as const, entries };
  const definition = {
    kind: 'function' as const,
    name: nameOf(call.args[0]),
    parameters,
    body: [{ kind: 'return' as const, value: body }],
    decorators: [],
    at: call.at,
  };
  const scope = { path: '', get: () => undefined, set: () => undefined };
  return referring({ kind: 'function', definition, scope });
};

/** Functions of the language that look into objects or make lists of known things. */
export const builtins: Library = {
  name: 'builtins',
  touchesData: false,
  functions: {
    getattr: getAttributeRule,
    setattr: setAttributeRule,
    range: rangeRule,
    int: wholeNumberRule,
    next: nextRule,
    vars: fieldsRule,
    type: typeRule,
    'dataclasses.asdict': fieldsRule,
    'dataclasses.field': fieldRule,
    'attrs.field': fieldRule,
    'attr.ib': fieldRule,
    'pydantic.Field': fieldRule,
    'collections.namedtuple': namedTupleRule,
    'importlib.import_module': importModuleRule,
  },
  methods: {},
};
