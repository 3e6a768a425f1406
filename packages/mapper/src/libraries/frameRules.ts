import type { Call, Rule } from '../interpreter/machine.js';
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
} from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { carrying, flowOf, type Value } from '../values/value.js';
import { argument, argumentFlow, callFlow, columnNames } from './arguments.js';
import { bound, expressionsOf, nameOfColumn, withConditions, withExpressions } from './frameColumns.js';

/** The receiver's data, or the first argument's for functions such as `pd.merge`. */
function subject(call: Call): { flow: Flow; rest: readonly Value[] } {
  if (call.receiver && !isEmptyFlow(flowOf(call.receiver)))
    return { flow: flowOf(call.receiver), rest: call.args };
  const [first, ...rest] = call.args;
  const left = call.named.get('left') ?? first;
  return { flow: left ? flowOf(left) : NO_FLOW, rest };
}

/** Both tables' columns; keys that only say which rows meet do not lend their data to the other columns. */
export const mergeRule: Rule = (call) => {
  const { flow, rest } = subject(call);
  const right = call.named.get('right') ?? call.named.get('other') ?? rest[0];
  const other = right ? flowOf(right) : NO_FLOW;
  const keys = columnNames(argument(call, call.name === 'join' ? 1 : undefined, 'on')) ?? [];
  const how = stringOf(argument(call, undefined, 'how')) ?? 'inner';
  const added = how === 'left' || how === 'inner' ? withoutColumns(other, keys) : other;
  const joined = joinFlows(flow, added);
  const columns = new Map(joined.columns);
  for (const key of keys) columns.set(key, pickColumn(flow, key).rest);
  return carrying(withRows({ ...joined, columns }, other));
};

export const renameRule: Rule = (call) => {
  const { flow } = subject(call);
  const mapping = argument(call, 0, 'columns', 'mapping');
  const name = stringOf(argument(call, 0, 'name'));
  if (name !== undefined)
    return carrying(pickColumns(renameOnly(flow, name), [...flow.columns.keys(), name]));
  const names = [...(mapping?.fields ?? [])].flatMap(([from, to]): [string, string][] => {
    const target = stringOf(to);
    return target === undefined ? [] : [[from, target]];
  });
  return carrying(renameColumns(flow, new Map(names)));
};

/** A series that gets a name: all its data stands under it. */
function renameOnly(flow: Flow, name: string): Flow {
  return withColumn(flow, name, blend({ ...flow, columns: flow.rest.size > 0 ? new Map() : flow.columns }));
}

export const assignRule: Rule = (call, machine) => {
  let { flow } = subject(call);
  for (const [name, value] of call.named) {
    const called = value.references?.some((each) => each.kind === 'function');
    const given = called ? machine.call(value, [carrying(flow)], call) : value;
    flow = withColumn(flow, name, flowOf(given));
  }
  return carrying(flow);
};

/** `series.map(other)`, `apply(function)`: data of both, through the function when it is known. */
export const applyRule: Rule = (call, machine) => {
  const { flow } = subject(call);
  const [given, ...others] = call.args;
  const called = given?.references?.some((each) => each.kind === 'function');
  const applied =
    called && given ? flowOf(machine.call(given, [carrying(flow), ...others], call)) : argumentFlow(call);
  return carrying(joinFlows(blend(flow), blend(applied)));
};

export const dropRule: Rule = (call) => {
  const { flow } = subject(call);
  const named = argument(call, undefined, 'columns');
  const axis = argument(call, 1, 'axis')?.texts?.[0]?.value;
  const rows = axis === 0 || axis === 'index';
  const columns = named ? columnNames(named) : call.args.flatMap((each) => columnNames(each) ?? []);
  return carrying(columns && !rows ? withoutColumns(flow, columns) : flow);
};

/** Select by name or expression: `select('a', col('b'))`, `filter(items=…)`, `reindex(columns=…)`. */
export const selectRule: Rule = (call) => {
  const { flow } = subject(call);
  const listed = columnNames(argument(call, undefined, 'items', 'columns'));
  if (listed) return carrying(pickColumns(flow, listed));
  const selected = withExpressions(call, flow, { ...NO_FLOW, rows: flow.rows });
  return carrying(isEmptyFlow(selected) ? flow : selected);
};

/** `filter(condition)` and `where` choose rows; a list of names chooses columns. */
export const filterRule: Rule = (call, machine) => {
  const listed = call.named.has('items') || (call.args[0]?.items ?? []).some((each) => each.texts);
  return listed ? selectRule(call, machine) : carrying(withConditions(call, subject(call).flow));
};

/** `withColumn(name, expression)`, `with_columns(expressions)`. */
export const withColumnsRule: Rule = (call) => {
  const { flow } = subject(call);
  const name = stringOf(call.args[0]);
  const [, value] = call.args;
  if (name !== undefined && value) return carrying(withColumn(flow, name, bound(value, flow)));
  const fields = [...(call.args[0]?.fields ?? [])];
  const listed = fields.reduce((all, [key, each]) => withColumn(all, key, bound(each, flow)), flow);
  return carrying(fields.length > 0 ? listed : withExpressions(call, flow, flow));
};

/** `withColumnRenamed(old, new)`. */
export const renameColumnRule: Rule = (call) => {
  const { flow } = subject(call);
  const [from, to] = [stringOf(call.args[0]), stringOf(call.args[1])];
  return carrying(from === undefined || to === undefined ? flow : renameColumns(flow, new Map([[from, to]])));
};

/** Groups keep the frame; their keys become columns of whatever is aggregated. */
export const groupByRule: Rule = (call, machine) => {
  const { flow } = subject(call);
  const keys = columnNames(argument(call, 0, 'by')) ?? call.args.flatMap((each) => columnNames(each) ?? []);
  const { cell, value } = machine.instance(call, 'frame.Groups', flow);
  cell.fields.set('keys', carrying(keys.length > 0 ? pickColumns(flow, keys) : blend(flow)));
  return value;
};

function keysOf(call: Call): Flow {
  const keys = (call.receiver?.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? (each.cell.fields.get('keys') ?? []) : [],
  );
  return keys.map((key) => key.flow).reduce(joinFlows, NO_FLOW);
}

/** `size` and `count`: nothing but the keys decides the number. */
export const countRule: Rule = (call) => {
  const keys = keysOf(call);
  if (isEmptyFlow(keys)) return carrying(blend(subject(call).flow));
  return carrying({ ...keys, rest: valueOrigins(keys) });
};

/** Named or listed aggregations, with the keys beside them. */
export const aggregateRule: Rule = (call) => {
  const { flow } = subject(call);
  let result: Flow = keysOf(call);
  let known = false;
  const add = (name: string, column: string): void => {
    result = withColumn(result, name, pickColumn(flow, column));
    known = true;
  };
  for (const [name, value] of call.named) {
    const column = stringOf(
      value.items?.[0] ?? argument({ ...call, named: value.fields ?? new Map() }, undefined, 'column'),
    );
    if (column !== undefined) add(name, column);
  }
  for (const column of call.args[0]?.fields?.keys() ?? []) add(column, column);
  for (const value of expressionsOf(call)) {
    const name = nameOfColumn(value);
    if (name === undefined) continue;
    result = withColumn(result, name, bound(value, flow));
    known = true;
  }
  return carrying(known ? result : joinFlows(result, flow));
};

/** A series whose index becomes columns again; `name` names its values. */
export const resetIndexRule: Rule = (call) => {
  const { flow } = subject(call);
  const name = stringOf(argument(call, undefined, 'name', 'names'));
  if (name === undefined) return carrying(flow);
  const values = flow.rest.size > 0 ? flow.rest : valueOrigins(flow);
  return carrying({ columns: new Map(flow.columns).set(name, values), rest: new Set(), rows: flow.rows });
};

/** `concat([a, b])`, `hstack`, `append`: all of every part. */
export const concatRule: Rule = (call) => carrying(callFlow(call));

/** The receiver's data unchanged; arguments only choose rows. What nothing is known of keeps its name. */
export const sameRule: Rule = (call) => {
  const { flow } = subject(call);
  const { why, hint } = call.receiver ?? {};
  if (isEmptyFlow(flow) && isEmptyFlow(argumentFlow(call)) && why !== undefined && hint !== undefined)
    return { flow: NO_FLOW, why, hint };
  return carrying(withConditions(call.receiver ? call : { ...call, args: call.args.slice(1) }, flow));
};

export const insertRule: Rule = (call) => {
  const name = stringOf(argument(call, 1, 'column'));
  const value = argument(call, 2, 'value');
  const { flow } = subject(call);
  return carrying(name !== undefined && value ? withColumn(flow, name, flowOf(value)) : flow);
};

/** Everything, without names: arrays, models' inputs. */
export const valuesRule: Rule = (call) => carrying(subject(call).flow);
