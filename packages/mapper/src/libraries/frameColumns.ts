import type { Call, Library, Rule } from '../interpreter/machine.js';
import {
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  originOf,
  pickColumn,
  splitOrigin,
  withColumn,
  withRows,
} from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, flowOf, type Value } from '../values/value.js';
import { argument, callFlow, cellsOf, columnNames, storedField } from './arguments.js';

/** Stands for the frame that a column expression such as `col("x")` is used on. */
const ANY_FRAME = -1;

const COLUMN = 'frame.Column';
const NOT_COLUMNS = /\.(lit|date_format|to_date|to_timestamp|regexp_replace|broadcast|udf|pandas_udf|expr)$/;
const WORD = /[A-Za-z_]\w*(?!\s*\()/g;

function unboundColumn(name: string): Flow {
  return { columns: new Map(), rest: new Set([originOf(ANY_FRAME, name)]), rows: NO_FLOW.rows };
}

function boundSet(origins: ReadonlySet<string>, frame: Flow): ReadonlySet<string> {
  if (![...origins].some((origin) => origin.startsWith('-'))) return origins;
  return new Set(
    [...origins].flatMap((origin) => {
      const { dataset, column } = splitOrigin(origin);
      if (dataset !== ANY_FRAME) return [origin];
      return column === '' ? [] : [...pickColumn(frame, column).rest];
    }),
  );
}

/** A column expression's data, once it is known which frame it is used on. */
export function bound(value: Value, frame: Flow): Flow {
  const { columns, rest, rows } = flowOf(value);
  return {
    columns: new Map([...columns].map(([name, origins]) => [name, boundSet(origins, frame)])),
    rest: boundSet(rest, frame),
    rows: new Set([...rows].filter((origin) => !origin.startsWith('-'))),
  };
}

/** Name under which a column expression ends up in a frame. */
export function nameOfColumn(value: Value): string | undefined {
  return cellsOf(value).some((cell) => cell.type === COLUMN)
    ? stringOf(storedField(value, 'name'))
    : undefined;
}

/** Every expression among the arguments, lists taken apart. */
export function expressionsOf(call: Call): Value[] {
  return call.args.flatMap((value) => value.items ?? [value]);
}

/** `frame` with what the arguments compute, each under its name. */
export function withExpressions(call: Call, frame: Flow, start: Flow): Flow {
  let flow = start;
  for (const value of expressionsOf(call)) {
    const name = nameOfColumn(value);
    const names = value.texts ? stringsOf(value) : [];
    if (name !== undefined) flow = withColumn(flow, name, bound(value, frame));
    else if (names.includes('*')) flow = joinFlows(flow, frame);
    else if (names.length > 0)
      for (const each of names) flow = withColumn(flow, each, pickColumn(frame, each));
    else flow = joinFlows(flow, bound(value, frame));
  }
  for (const [name, value] of call.named) {
    if (!isEmptyFlow(flowOf(value))) flow = withColumn(flow, name, bound(value, frame));
  }
  return flow;
}

/** `frame` whose rows also depend on the conditions among the arguments. */
export function withConditions(call: Call, frame: Flow): Flow {
  return [...call.args, ...call.named.values()].reduce(
    (flow, value) => withRows(flow, bound(value, frame)),
    frame,
  );
}

function column(call: Call, machine: Parameters<Rule>[1], flow: Flow, name: string | undefined): Value {
  const { cell, value } = machine.instance(call, COLUMN, flow);
  if (name !== undefined) cell.fields.set('name', constant(name));
  return value;
}

const colRule: Rule = (call, machine) => {
  const names = call.args.flatMap((each) => columnNames(each) ?? []);
  const flow = names.map(unboundColumn).reduce(joinFlows, NO_FLOW);
  return column(call, machine, flow, names.length === 1 ? names[0] : undefined);
};

const aliasRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name', 'alias'));
  const flow = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (name === undefined || isEmptyFlow(flow)) return call.receiver ?? carrying(flow);
  const isFrame = flow.columns.size > 0 || [...flow.rest].some((origin) => !origin.startsWith('-'));
  return isFrame ? (call.receiver ?? carrying(flow)) : column(call, machine, flow, name);
};

/** A function of columns: texts name columns, as in `sum("x")`. */
const functionRule: Rule = (call, machine) => {
  const names = NOT_COLUMNS.test(call.name) ? [] : stringsOf(call.args[0]);
  const words = call.name.endsWith('.expr') ? (stringOf(call.args[0]) ?? '').match(WORD) : null;
  const flow = [...names, ...(words ?? [])].map(unboundColumn).reduce(joinFlows, callFlow(call));
  return column(call, machine, flow, names.length === 1 ? names[0] : undefined);
};

/** Column expressions of Spark and Polars, which name columns without their frame. */
export const frameColumns: Library = {
  name: 'frameColumns',
  functions: {
    'polars.col': colRule,
    'pyspark.sql.functions.col': colRule,
    'pyspark.sql.functions.column': colRule,
    'pyspark.sql.functions.*': functionRule,
    ...Object.fromEntries(
      ['sum', 'mean', 'min', 'max', 'first', 'last', 'median', 'std', 'var', 'n_unique', 'count'].map(
        (name) => [`polars.${name}`, functionRule],
      ),
    ),
  },
  methods: { '*.alias': aliasRule, [`${COLUMN}.name`]: aliasRule },
};
