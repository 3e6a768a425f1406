import type { Call, Machine, Rule } from '../../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  pickColumn,
  pickColumns,
  renameColumns,
  valueOrigins,
  withColumn,
  withoutColumns,
  withRows,
} from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, flowOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf } from '../arguments.js';
import { mergeRule } from '../frameRules.js';
import { allData } from './rVectors.js';

/** The data that a verb works on, and its other arguments. */
function subject(call: Call): { data: Value; flow: Flow; rest: readonly Value[] } {
  const data = argument(call, undefined, '.data', 'data') ?? call.args[0] ?? NOTHING;
  const rest = call.args[0] === data ? call.args.slice(1) : call.args;
  return { data, flow: flowOf(data), rest };
}

/** An expression over the columns of a frame, evaluated for that frame. */
export function overColumns(call: Call, machine: Machine, value: Value, flow: Flow): Value {
  const isLambda = value.references?.some((each) => each.kind === 'function') ?? false;
  return isLambda ? machine.call(value, [carrying(flow)], call) : value;
}

/** The frame keeps what it is grouped by. */
function like(data: Value, flow: Flow): Value {
  const groups =
    data.references?.filter((each) => each.kind === 'instance' && each.cell.type === 'frame.Groups') ?? [];
  return groups.length > 0 ? { ...carrying(flow), references: groups } : carrying(flow);
}

function keysOf(data: Value): Flow {
  return cellsOf(data)
    .flatMap((cell) => cell.fields.get('keys') ?? [])
    .map((each) => each.flow)
    .reduce(joinFlows, NO_FLOW);
}

/** What a selection chooses: names, with their new ones; names to take away; or columns that it does not say. */
interface Selection {
  names: [name: string, from: string][];
  without: string[];
  open: boolean;
}

function addSelected(selection: Selection, value: Value, as?: string): void {
  const without = value.fields?.get('<without>');
  if (without) selection.without.push(...stringsOf(without));
  else if (value.fields?.has('<some>')) selection.open = true;
  else if (value.items) for (const item of value.items) addSelected(selection, item);
  else if (value.texts) for (const name of stringsOf(value)) selection.names.push([as ?? name, name]);
  else selection.open = true;
}

export function selectionOf(values: readonly Value[], named: ReadonlyMap<string, Value>): Selection {
  const selection: Selection = { names: [], without: [], open: false };
  for (const value of values) addSelected(selection, value);
  for (const [name, value] of named) addSelected(selection, value, name);
  return selection;
}

/** The chosen columns of a frame. */
export function chosen(flow: Flow, selection: Selection): Flow {
  const { names, without, open } = selection;
  if (open || names.length === 0) {
    const kept = withoutColumns(flow, without);
    return renameColumns(
      kept,
      new Map(names.filter(([name, from]) => name !== from).map(([name, from]) => [from, name])),
    );
  }
  const picked = pickColumns(
    flow,
    names.map(([, from]) => from),
  );
  return renameColumns(
    picked,
    new Map(names.filter(([name, from]) => name !== from).map(([name, from]) => [from, name])),
  );
}

function columnsOf(call: Call): Map<string, Value> {
  return new Map(
    [...call.named].filter(
      ([name]) => !/^(\.?data|\.by|\.groups|\.keep|by|sort|wt|name|n|with_ties)$/.test(name),
    ),
  );
}

export const selectRule: Rule = (call) => {
  const { data, flow, rest } = subject(call);
  return like(data, joinFlows(chosen(flow, selectionOf(rest, columnsOf(call))), keysOf(data)));
};

export const renameRule: Rule = (call) => {
  const { data, flow } = subject(call);
  const names = [...columnsOf(call)].flatMap(([name, from]): [string, string][] => {
    const known = stringOf(from);
    return known === undefined ? [] : [[known, name]];
  });
  return like(data, renameColumns(flow, new Map(names)));
};

export const mutateRule: Rule = (call, machine) => {
  const { data, flow, rest } = subject(call);
  let changed = flow;
  for (const value of rest) overColumns(call, machine, value, changed);
  for (const [name, value] of columnsOf(call))
    changed = withColumn(changed, name, flowOf(overColumns(call, machine, value, changed)));
  return like(data, changed);
};

export const summariseRule: Rule = (call, machine) => {
  const { data, flow, rest } = subject(call);
  const by = selectionOf(
    [argument(call, undefined, '.by')].flatMap((each) => each ?? []),
    new Map(),
  );
  let result = joinFlows(keysOf(data), by.names.length > 0 ? chosen(flow, by) : NO_FLOW);
  for (const [name, value] of columnsOf(call))
    result = withColumn(result, name, flowOf(overColumns(call, machine, value, flow)));
  const open = rest.length > 0 && columnsOf(call).size === 0;
  return carrying(withRows(open ? joinFlows(result, flow) : result, flow));
};

export const filterRule: Rule = (call, machine) => {
  const { data, flow, rest } = subject(call);
  const conditions = rest.map((each) => overColumns(call, machine, each, flow));
  return like(data, withRows(flow, allData(conditions)));
};

export const groupByRule: Rule = (call, machine) => {
  const { flow, rest } = subject(call);
  let grouped = flow;
  const names: string[] = [];
  for (const value of rest) names.push(...stringsOf(value));
  for (const [name, value] of columnsOf(call)) {
    grouped = withColumn(grouped, name, flowOf(overColumns(call, machine, value, grouped)));
    names.push(name);
  }
  const { cell, value } = machine.instance(call, 'frame.Groups', grouped);
  cell.fields.set('keys', carrying(names.length > 0 ? pickColumns(grouped, names) : blend(grouped)));
  return value;
};

export const countRule: Rule = (call, machine) => {
  const { data, flow, rest } = subject(call);
  const grouped = rest.length + columnsOf(call).size > 0 ? groupByRule(call, machine) : data;
  const keys = joinFlows(keysOf(data), keysOf(grouped));
  const added = /^add_/.test(call.name) ? flow : keys;
  return carrying(
    withColumn(
      added,
      stringOf(argument(call, undefined, 'name')) ?? 'n',
      isEmptyFlow(keys) ? blend(flow) : blend(keys),
    ),
  );
};

export const distinctRule: Rule = (call) => {
  const { data, flow, rest } = subject(call);
  const all =
    rest.length === 0 || argument(call, undefined, '.keep_all')?.texts?.some((text) => text.value === true);
  return like(data, all ? flow : chosen(flow, selectionOf(rest, new Map())));
};

export const pullRule: Rule = (call) => {
  const { flow, rest } = subject(call);
  const name = stringOf(rest[0] ?? argument(call, undefined, 'var'));
  return carrying(name === undefined ? blend(flow) : pickColumn(flow, name));
};

/** The table that a join adds lends its columns; keys only say which rows meet. */
export const joinRule: Rule = (call, machine) => {
  const [left, right] = [argument(call, 0, 'x'), argument(call, 1, 'y')];
  if (!left || !right) return carrying(allData(call.args));
  if (/^(semi|anti)_join$/.test(call.name)) return like(left, withRows(flowOf(left), flowOf(right)));
  const by = argument(call, 2, 'by', 'by.x', 'on');
  const keys = [...stringsOf(by), ...(by?.fields?.keys() ?? [])];
  const on: Value = {
    items: keys.map((key) => ({ texts: [{ value: key, confidence: 'exact' as const }], flow: NO_FLOW })),
    flow: NO_FLOW,
  };
  const named = new Map<string, Value>([['right', right], ...(keys.length > 0 ? [['on', on] as const] : [])]);
  return mergeRule({ ...call, receiver: left, args: [], named }, machine);
};

/** Data frames from vectors: names become columns. */
export const frameRule: Rule = (call) => {
  let flow = allData(call.args);
  for (const [name, value] of call.named) {
    if (
      !/^(stringsAsFactors|check\.names|row\.names|\.name_repair|\.id|fill|use\.names|idcol|key)$/.test(name)
    )
      flow = withColumn(flow, name, flowOf(value));
  }
  return carrying(flow);
};

export const longerRule: Rule = (call) => {
  const { flow, rest } = subject(call);
  const pivoted = selectionOf(
    [argument(call, undefined, 'cols') ?? rest[0]].flatMap((each) => each ?? []),
    new Map(),
  );
  const kept = withoutColumns(
    flow,
    pivoted.names.map(([name]) => name),
  );
  const named =
    pivoted.open || pivoted.names.length === 0
      ? flow
      : pickColumns(
          flow,
          pivoted.names.map(([name]) => name),
        );
  const into = stringOf(argument(call, undefined, 'values_to')) ?? 'value';
  return carrying(withColumn(kept, into, blend(named)));
};

export const widerRule: Rule = (call) => {
  const { flow } = subject(call);
  const values = selectionOf(
    [argument(call, undefined, 'values_from', 'value')].flatMap((each) => each ?? []),
    new Map(),
  );
  const from =
    values.names.length > 0
      ? pickColumns(
          flow,
          values.names.map(([name]) => name),
        )
      : flow;
  return carrying({ ...flow, rest: new Set([...flow.rest, ...valueOrigins(from)]) });
};

/** The frame as it is; what else is given only orders or chooses its rows. */
export const sameFrameRule: Rule = (call) => {
  const { data, flow } = subject(call);
  return { ...like(data, flow), ...(data.references ? { references: data.references } : {}) };
};

export const withRule: Rule = (call, machine) => {
  const { flow, rest } = subject(call);
  return rest[0] ? overColumns(call, machine, rest[0], flow) : NOTHING;
};

export const subsetRule: Rule = (call, machine) => {
  const { flow, rest } = subject(call);
  const condition = argument(call, undefined, 'subset') ?? rest[0];
  const selected = argument(call, undefined, 'select') ?? rest[1];
  const rows = condition ? withRows(flow, flowOf(overColumns(call, machine, condition, flow))) : flow;
  return carrying(selected ? chosen(rows, selectionOf([selected], new Map())) : rows);
};

/** Whether a name stands for more than a function or nothing at all. */
function isKnown(value: Value): boolean {
  if (!isEmptyFlow(flowOf(value)) || value.texts || value.items || value.fields) return true;
  return value.references?.some((each) => each.kind === 'instance' || each.kind === 'method') ?? true;
}

/** A bare name in a verb: a column, unless only a variable of that name is known. */
export const columnRule: Rule = (call) => {
  const [frame = NOTHING, named, variable] = call.args;
  const name = stringOf(named) ?? '';
  const isBound = variable !== undefined && isKnown(variable);
  if (isBound && !frame.flow.columns.has(name)) return variable;
  return isEmptyFlow(frame.flow) ? (isBound ? variable : NOTHING) : carrying(pickColumn(frame.flow, name));
};

/** `names(x) <- names`: known columns by position, when as many are known as are named. */
export const renamedRule: Rule = (call) => {
  const [data = NOTHING, names] = call.args;
  const [known, given] = [[...data.flow.columns.keys()], stringsOf(names)];
  if (data.flow.rest.size > 0 || known.length !== given.length) {
    if (known.length > 0 || given.length === 0 || isEmptyFlow(data.flow)) return data;
    return carrying(given.reduce((flow, name) => withColumn(flow, name, blend(data.flow)), data.flow));
  }
  return carrying(
    pickColumns(
      renameColumns(data.flow, new Map(known.map((name, index) => [name, given[index] ?? name]))),
      given,
    ),
  );
};
