import type { Call, Machine, Rule } from '../../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  pickColumn,
  withColumn,
  withoutColumns,
  withRows,
} from '../../values/flow.js';
import { elementOf, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, joinAll, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument } from '../arguments.js';
import { chosen, overColumns, selectionOf } from './rFrameRules.js';
import { elements, isVector, numberOf } from './rVectors.js';

export const COMMAND_LINE = '<command line>';

function isCommandLine(value: Value): boolean {
  return value.references?.some((each) => each.kind === 'external' && each.name === COMMAND_LINE) ?? false;
}

/** The word at a position, counted from 1; without one, a hole that says which. */
function wordAt(machine: Machine, position: number): Value {
  const word = machine.commandLine?.[position - 1];
  if (word !== undefined) return constant(word, 'inferred');
  const name = `arg${position}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
}

/** `x[i]` of a vector or list. */
function elementsAt(base: Value, key: Value): Value {
  const position = numberOf(key);
  const all = elements(base);
  if (position !== undefined)
    return position > 0
      ? (all[position - 1] ?? NOTHING)
      : { items: all.filter((_each, index) => index !== -position - 1), flow: NO_FLOW };
  const names = stringsOf(key);
  const found = names.flatMap((name) => base.fields?.get(name) ?? []);
  if (found.length > 0) return joinAll(found);
  return names.length > 0 && base.fields
    ? unknown(`no entry ${names[0]}`, names[0])
    : { ...base, flow: joinFlows(base.flow, NO_FLOW) };
}

function onlyRule(call: Call, machine: Machine, base: Value, given: Value): Value {
  const key = overColumns(call, machine, given, base.flow);
  if (isCommandLine(base)) return wordAt(machine, numberOf(key) ?? 1);
  if (isVector(base)) return elementsAt(base, key);
  if (base.texts) return base;
  if (isEmptyFlow(base.flow)) return { ...base, why: base.why ?? 'a part of an unknown value' };
  const selection = selectionOf([key], new Map());
  if (selection.names.length > 0 || selection.without.length > 0)
    return carrying(chosen(base.flow, selection));
  return { ...base, flow: withRows(base.flow, flowOf(key)) };
}

/** `columns := value` of data.table, or `.(name = value), by = keys`. */
function computed(call: Call, machine: Machine, flow: Flow, mask: Flow): Flow {
  const defined = argument(call, undefined, '<defined>');
  const by = selectionOf(
    [argument(call, undefined, '<by>')].flatMap((each) => each ?? []),
    new Map(),
  );
  if (defined) {
    const given = argument(call, undefined, '<value>') ?? NOTHING;
    const value = overColumns(call, machine, given, flow);
    const names = stringsOf(defined);
    if (value.texts?.every((text) => text.value === null)) return withoutColumns(flow, names);
    const data = joinFlows(blend(flowOf(value)), blend(mask));
    return names.reduce((changed, name) => withColumn(changed, name, data), flow);
  }
  let result = by.names.length > 0 ? chosen(flow, by) : NO_FLOW;
  for (const value of call.args.slice(1))
    result = joinFlows(result, flowOf(overColumns(call, machine, value, flow)));
  for (const [name, value] of call.named) {
    if (!name.startsWith('<'))
      result = withColumn(result, name, flowOf(overColumns(call, machine, value, flow)));
  }
  return result;
}

function columnsRule(call: Call, machine: Machine, flow: Flow, given: Value): Value {
  const key = overColumns(call, machine, given, flow);
  const name = stringOf(key);
  if (name !== undefined) return carrying(pickColumn(flow, name));
  const selection = selectionOf([key], new Map());
  if (selection.names.length > 0 || selection.without.length > 0) return carrying(chosen(flow, selection));
  const by = selectionOf(
    [argument(call, undefined, '<by>')].flatMap((each) => each ?? []),
    new Map(),
  );
  const picked = isEmptyFlow(key.flow) ? flow : blend(key.flow);
  return carrying(by.names.length > 0 ? joinFlows(chosen(flow, by), picked) : picked);
}

/** `x[rows, columns, by = keys]` of vectors, lists, data frames and data tables. */
export const subsetByBracketsRule: Rule = (call, machine) => {
  const base = call.args[0] ?? NOTHING;
  const only = argument(call, undefined, '<only>');
  if (only) return onlyRule(call, machine, base, only);
  const rows = argument(call, undefined, '<rows>');
  const mask = rows ? flowOf(overColumns(call, machine, rows, base.flow)) : NO_FLOW;
  const flow = withRows(isVector(base) ? flowOf(base) : base.flow, mask);
  const columns = argument(call, undefined, '<columns>');
  if (columns) return columnsRule(call, machine, flow, columns);
  // Rows that match another table get a value: which rows there are does not change.
  if (call.named.has('<defined>')) return carrying(computed(call, machine, base.flow, mask));
  if (call.named.has('<computed>')) return carrying(computed(call, machine, flow, NO_FLOW));
  return isVector(base) ? elementOf(base) : { ...base, flow };
};
