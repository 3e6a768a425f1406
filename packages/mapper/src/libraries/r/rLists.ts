import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { blend, isEmptyFlow, NO_FLOW, pickColumn } from '../../values/flow.js';
import { elementOf, stringsOf } from '../../values/texts.js';
import {
  carrying,
  constant,
  flowOf,
  join,
  joinAll,
  listOf,
  NOTHING,
  unknown,
  type Value,
  withFlow,
} from '../../values/value.js';
import { argument, callFlow, cellsOf } from '../arguments.js';
import { allData, elements, isVector, named, spelled } from './rVectors.js';

function combined(call: Call): Value {
  const items = call.args.flatMap((each) => (each.items ? elements(each) : [each]));
  const inner = call.args.map((each) => (each.fields ? each.fields : undefined)).find((each) => each);
  const names = items.map((): string | undefined => undefined);
  for (const [name, value] of [...(inner ?? []), ...call.named]) {
    if (!items.includes(value)) {
      items.push(value);
      names.push(name);
    } else names[items.indexOf(value)] = name;
  }
  return named(items, names);
}

const combineRule: Rule = (call) => combined(call);

/** A list keeps its entries apart. */
const listRule: Rule = (call) => {
  const entries = [...call.named];
  return named(
    [...call.args, ...entries.map(([, value]) => value)],
    [...call.args.map(() => undefined), ...entries.map(([name]) => name)],
  );
};

/** An element by name: an entry, a field, a column. */
const entryRule: Rule = (call) => {
  const [base = NOTHING, key] = call.args;
  const name = stringsOf(key)[0] ?? '';
  const field = base.fields?.get(name) ?? cellsOf(base).flatMap((cell) => cell.fields.get(name) ?? [])[0];
  if (field) return field;
  if (base.fields && isEmptyFlow(base.flow)) return unknown(`no entry ${name}`, name);
  const models = cellsOf(base).some((cell) => cell.models.size > 0 || cell.definition !== undefined);
  if (models) return base;
  const flow = flowOf(base);
  if (isEmptyFlow(flow)) return { flow, why: base.why ?? `${name} of an unknown value`, hint: name };
  return { ...carrying(pickColumn(flow, name)), hint: name };
};

/** Calls the function for each element; its answers keep the names. */
function mapped(call: Call, machine: Machine, over: Value, callee: Value, more: readonly Value[]): Value {
  const named = new Map(
    [...call.named].filter(([name]) => !/^(\.x|X|\.f|FUN|\.l|USE\.NAMES|simplify|cl|\.id)$/.test(name)),
  );
  if (!isVector(over)) return machine.call(callee, [elementOf(over), ...more], call, named);
  const results = elements(over).map((each) => machine.call(callee, [each, ...more], call, named));
  const keys = over.fields ? [...over.fields.keys()] : elements(over).map(spelled);
  const fields = new Map<string, Value>();
  for (const [index, key] of keys.entries()) {
    const result = results[index];
    if (key !== undefined && result) fields.set(key, result);
  }
  return { items: results, fields, flow: NO_FLOW };
}

const applyRule: Rule = (call, machine) => {
  const [over, callee] = [argument(call, 0, 'X', '.x'), argument(call, 1, 'FUN', '.f')];
  const positional = call.args.slice(2);
  return over && callee ? mapped(call, machine, over, callee, positional) : NOTHING;
};

/** `Map(f, x)`, `mapply(f, x, y)`: the function first, the vectors in step. */
const mapInStep = (
  call: Call,
  machine: Machine,
  callee: Value | undefined,
  over: readonly Value[],
): Value => {
  if (!callee) return NOTHING;
  const length = Math.max(1, ...over.map((each) => (isVector(each) ? elements(each).length : 1)));
  const at = (value: Value, index: number): Value =>
    isVector(value) ? (elements(value)[index] ?? elementOf(value)) : elementOf(value);
  const results = Array.from({ length: Math.min(length, 64) }, (_each, index) =>
    machine.call(
      callee,
      over.map((value) => at(value, index)),
      call,
    ),
  );
  return listOf(results);
};

const functionFirstRule: Rule = (call, machine) => {
  const callee = argument(call, 0, 'FUN', 'f');
  const over = [...(call.named.has('FUN') || call.named.has('f') ? call.args : call.args.slice(1))];
  return mapInStep(call, machine, callee, over);
};

const map2Rule: Rule = (call, machine) => {
  const over = [argument(call, 0, '.x'), argument(call, 1, '.y')].filter((each) => each !== undefined);
  return mapInStep(call, machine, argument(call, 2, '.f'), over);
};

const pmapRule: Rule = (call, machine) => {
  const lists = argument(call, 0, '.l');
  return mapInStep(call, machine, argument(call, 1, '.f'), lists ? elements(lists) : []);
};

const imapRule: Rule = (call, machine) => {
  const over = argument(call, 0, '.x') ?? NOTHING;
  const keys = over.fields
    ? [...over.fields.keys()].map((key) => constant(key))
    : elements(over).map((_each, index) => constant(index + 1));
  return mapInStep(call, machine, argument(call, 1, '.f'), [over, listOf(keys)]);
};

/** All results bound into one table. */
const boundRule =
  (rule: Rule): Rule =>
  (call, machine) =>
    carrying(allData([rule(call, machine)]));

const doCallRule: Rule = (call, machine) => {
  const [callee, given] = [argument(call, 0, 'what'), argument(call, 1, 'args')];
  if (!callee || !given) return NOTHING;
  if (callee.texts) return carrying(flowOf(given));
  const fields = given.fields ?? new Map<string, Value>();
  const held = new Set(fields.values());
  const positional = (given.items ?? (given.fields ? [] : [given])).filter((each) => !held.has(each));
  return machine.call(callee, fields.size > 0 && positional.length === 0 ? [] : positional, call, fields);
};

const reduceRule: Rule = (call, machine) => {
  const first = argument(call, 0, '.x', 'x');
  const second = argument(call, 1, '.f', 'f');
  const isCallee = (value: Value | undefined): boolean =>
    (value?.references?.length ?? 0) > 0 && !value?.items;
  const [over, callee] = isCallee(first) ? [second, first] : [first, second];
  if (!over || !callee) return carrying(callFlow(call));
  const [start, ...rest] = elements(over);
  return rest.reduce((left, right) => machine.call(callee, [left, right], call), start ?? NOTHING);
};

const setdiffRule: Rule = (call) => {
  const [all, without] = call.args;
  if (all?.fields?.has('<without>'))
    return { fields: new Map([['<without>', without ?? NOTHING]]), flow: NO_FLOW };
  const dropped = new Set(stringsOf(without));
  if (!all?.items) return all ?? NOTHING;
  return listOf(all.items.filter((each) => !stringsOf(each).some((text) => dropped.has(text))));
};

/** Names of a list, or of the columns of a frame: all of them where they are not known. */
const namesRule: Rule = (call) => {
  const [value] = call.args;
  if (value?.fields) return listOf([...value.fields.keys()].map((key) => constant(key)));
  const columns = [...(value?.flow.columns.keys() ?? [])];
  const complete = columns.length > 0 && value?.flow.rest.size === 0;
  if (complete) return listOf(columns.map((name) => constant(name)));
  return { fields: new Map([['<without>', listOf([])]]), flow: NO_FLOW };
};

const eitherRule: Rule = (call) =>
  joinAll([argument(call, 1, 'yes', 'true'), argument(call, 2, 'no', 'false')].flatMap((each) => each ?? []));
const coalesceRule: Rule = (call) => call.args.reduce((left, right) => join(left, right), NOTHING);
const firstRule: Rule = (call) =>
  call.args[0] && isVector(call.args[0]) ? (elements(call.args[0])[0] ?? NOTHING) : (call.args[0] ?? NOTHING);
const blendRule: Rule = (call) => carrying(blend(callFlow(call)));
const modifyRule: Rule = (call) => {
  const [left, right] = call.args;
  return { ...(left ?? NOTHING), fields: new Map([...(left?.fields ?? []), ...(right?.fields ?? [])]) };
};
const sequenceRule: Rule = (call) =>
  call.args[0]?.items
    ? listOf(call.args[0].items.map((_each, index) => constant(index + 1)))
    : withFlow(unknown('an index'), NO_FLOW);

const APPLIES = [
  'lapply',
  'sapply',
  'vapply',
  'map',
  'map_chr',
  'map_dbl',
  'map_int',
  'map_lgl',
  'walk',
  'future_map',
  'parLapply2',
  'mclapply',
  'future_lapply',
  'pblapply',
  'llply',
];
const BINDS = ['map_dfr', 'map_df', 'map_dfc', 'ldply', 'map_vec', 'future_map_dfr'];

/** Vectors, lists, and functions that call functions for each of their elements. */
export const rLists: Library = {
  name: 'rLists',
  languages: ['r'],
  functions: {
    c: combineRule,
    append: combineRule,
    union: combineRule,
    list: listRule,
    list2: listRule,
    lst: listRule,
    alist: listRule,
    $: entryRule,
    ...Object.fromEntries(APPLIES.map((name) => [name, applyRule])),
    ...Object.fromEntries(BINDS.map((name) => [name, boundRule(applyRule)])),
    Map: functionFirstRule,
    mapply: functionFirstRule,
    map2: map2Rule,
    walk2: map2Rule,
    map2_dfr: boundRule(map2Rule),
    pmap: pmapRule,
    pwalk: pmapRule,
    pmap_dfr: boundRule(pmapRule),
    imap: imapRule,
    iwalk: imapRule,
    imap_dfr: boundRule(imapRule),
    'do.call': doCallRule,
    exec: doCallRule,
    Reduce: reduceRule,
    reduce: reduceRule,
    Filter: (call) => call.args[1] ?? NOTHING,
    keep: (call) => call.args[0] ?? NOTHING,
    discard: (call) => call.args[0] ?? NOTHING,
    compact: (call) => call.args[0] ?? NOTHING,
    setNames: (call) => call.args[0] ?? NOTHING,
    set_names: (call) => call.args[0] ?? NOTHING,
    setdiff: setdiffRule,
    names: namesRule,
    colnames: namesRule,
    ifelse: eitherRule,
    if_else: eitherRule,
    coalesce: coalesceRule,
    modifyList: modifyRule,
    list_modify: modifyRule,
    first: firstRule,
    seq_along: sequenceRule,
    length: () => unknown('a length'),
    nrow: () => unknown('a number of rows'),
    ncol: () => unknown('a number of columns'),
    apply: blendRule,
    tapply: blendRule,
  },
  methods: {},
};
