import type { Call, Rule } from '../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  pickColumns,
  valueOrigins,
  withColumn,
} from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { carrying, flowOf } from '../values/value.js';
import { argument, columnNames } from './arguments.js';

/** The frame that is reshaped: the receiver, or the first argument of a function. */
function subject(call: Call): { frame: Flow; first: number } {
  const own = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (!isEmptyFlow(own)) return { frame: own, first: 0 };
  return { frame: flowOf(argument(call, 0, 'frame', 'data') ?? { flow: NO_FLOW }), first: 1 };
}

/** `melt(id_vars, value_vars)`: the values of many columns stand under one. */
export const meltRule: Rule = (call) => {
  const { frame, first } = subject(call);
  const ids = columnNames(argument(call, first, 'id_vars', 'index')) ?? [];
  const values = columnNames(argument(call, first + 1, 'value_vars', 'on'));
  const kept = pickColumns(frame, ids);
  const melted = blend(values ? pickColumns(frame, values) : frame);
  const name = stringOf(argument(call, undefined, 'value_name')) ?? 'value';
  return carrying(withColumn(kept, name, melted));
};

/** `pivot_table(values, index, columns)`: values stand under names that only the data knows. */
export const pivotRule: Rule = (call) => {
  const { frame } = subject(call);
  const [index, columns, values] = ['index', 'columns', 'values'].map((name) =>
    columnNames(argument(call, undefined, name)),
  );
  if (!index && !values) return carrying(frame);
  const kept = pickColumns(frame, index ?? []);
  const spread = values ? pickColumns(frame, [...values, ...(columns ?? [])]) : frame;
  return carrying(joinFlows(kept, { ...NO_FLOW, rest: valueOrigins(spread), rows: frame.rows }));
};
