import type { Library, Rule } from '../../../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  renameColumns,
  withColumn,
  withoutColumns,
  withRows,
} from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { callFlow, cellsOf } from '../../arguments.js';
import { mergeRule } from '../../frameRules.js';
import { columnsNamed, overFrame, plainFlow } from '../columnExpressions.js';
import { dataIn, entryOf, JVM, selfRule, spelled, under } from '../jvmValues.js';
import { expressionOf } from './expressionOf.js';

function chosen(frame: Flow, values: readonly Value[]): Flow {
  const columns = columnsNamed(
    values.map((each) =>
      each.texts && /[\s(+*/]/.test(spelled(each) ?? '') ? expressionOf(spelled(each) ?? '') : each,
    ),
  );
  if (!columns) return frame;
  let flow: Flow = { columns: new Map(), rest: new Set(), rows: frame.rows };
  for (const { name, value } of columns) flow = withColumn(flow, name, overFrame(value, frame));
  return flow;
}

const selectRule: Rule = (call) => {
  if (call.args.length === 0) return call.receiver ?? NOTHING;
  return carrying(chosen(plainFlow(call.receiver), call.args));
};

const withColumnRule: Rule = (call) => {
  const frame = plainFlow(call.receiver);
  const name = spelled(call.args[0]);
  return carrying(name === undefined ? frame : withColumn(frame, name, overFrame(call.args[1], frame)));
};

const renameRule: Rule = (call) => {
  const [from, to] = call.args.map(spelled);
  const frame = plainFlow(call.receiver);
  return carrying(
    from !== undefined && to !== undefined ? renameColumns(frame, new Map([[from, to]])) : frame,
  );
};

const dropRule: Rule = (call) => {
  const names = call.args.flatMap((each) => [...stringsOf(each), ...stringsOf(entryOf(each, '<name>'))]);
  return carrying(withoutColumns(plainFlow(call.receiver), names));
};

/** Conditions choose rows. On a list, the elements stay. */
const filterRule: Rule = (call) => {
  if (call.receiver?.items || call.receiver?.texts) return call.receiver;
  const frame = plainFlow(call.receiver);
  const conditions = call.args.map((each) =>
    each.texts ? overFrame(expressionOf(spelled(each) ?? ''), frame) : overFrame(each, frame),
  );
  return {
    ...carrying(withRows(frame, conditions.reduce(joinFlows, NO_FLOW))),
    ...(call.receiver?.references ? { references: call.receiver.references } : {}),
  };
};

const groupRule: Rule = (call, machine) => {
  const frame = plainFlow(call.receiver);
  const { cell, value } = machine.instance(call, 'frame.Groups', frame);
  const keys = call.args.length > 0 ? chosen(frame, call.args) : NO_FLOW;
  cell.fields.set('keys', carrying(keys === frame ? NO_FLOW : keys));
  return value;
};

const aggregateRule: Rule = (call) => {
  const frame = plainFlow(call.receiver);
  const keys = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('keys') ?? [])[0]?.flow ?? NO_FLOW;
  const columns = columnsNamed(call.args);
  let flow = keys;
  if (!columns) {
    const used = dataIn(call.args.map((each) => carrying(overFrame(each, frame))));
    return carrying({ ...joinFlows(keys, isEmptyFlow(used) ? frame : used), rows: frame.rows });
  }
  for (const { name, value } of columns) flow = withColumn(flow, name, overFrame(value, frame));
  return carrying({ ...flow, rows: frame.rows });
};

const countRule: Rule = (call) => {
  const keys = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('keys') ?? [])[0]?.flow;
  return carrying(keys ? withColumn(keys, 'count', blend(keys)) : blend(plainFlow(call.receiver)));
};

/** `left.join(right, Seq("key"), "left")`: keys only say which rows meet. */
const joinRule: Rule = (call, machine) => {
  const [right, on, how] = call.args;
  if (!right || right.texts) return call.receiver ?? NOTHING;
  const kind = spelled(how) ?? 'inner';
  const [left, other] = [plainFlow(call.receiver), plainFlow(right)];
  if (/semi|anti/.test(kind)) return carrying(withRows(left, other));
  const keys = stringsOf(on);
  const named = new Map<string, Value>([
    ['right', carrying(other)],
    ['how', constant(kind)],
  ]);
  if (keys.length > 0) named.set('on', { items: keys.map((key) => constant(key)), flow: NO_FLOW });
  return mergeRule({ ...call, receiver: carrying(left), args: [], named }, machine);
};

const unionRule: Rule = (call) =>
  call.receiver?.items && call.args[0]?.items
    ? { ...call.receiver, items: [...call.receiver.items, ...call.args[0].items] }
    : carrying(
        joinFlows(plainFlow(call.receiver), dataIn(call.args.map((each) => carrying(plainFlow(each))))),
      );

const blendRule: Rule = (call) => carrying(blend(plainFlow(carrying(callFlow(call)))));

const SAME = [
  ...[
    'where',
    'na',
    'stat',
    'cache',
    'persist',
    'unpersist',
    'repartition',
    'coalesce',
    'limit',
    'orderBy',
    'sort',
    'dropDuplicates',
  ],
  ...[
    'distinct',
    'alias',
    'withWatermark',
    'sample',
    'hint',
    'checkpoint',
    'toDF',
    'rdd',
    'javaRDD',
    'toJavaRDD',
    'randomSplit',
    'fill',
  ],
  ...[
    'toLocalIterator',
    'collect',
    'take',
    'localCheckpoint',
    'unionAll',
    'mapPartitions',
    'describe',
    'summary',
    'replace',
    'drop_na',
  ],
].filter((name) => !/^(where|unionAll|toDF|na|drop_na|replace|take)$/.test(name));

/** Frames of Spark: columns through every operation. */
export const jvmFrames: Library = {
  name: 'jvmFrames',
  languages: JVM,
  functions: {},
  methods: {
    '*.select': selectRule,
    '*.selectExpr': selectRule,
    '*.withColumn': withColumnRule,
    '*.withColumnRenamed': renameRule,
    '*.drop': dropRule,
    '*.filter': filterRule,
    '*.where': filterRule,
    '*.groupBy': groupRule,
    '*.rollup': groupRule,
    '*.cube': groupRule,
    '*.agg': aggregateRule,
    '*.count': countRule,
    '*.join': joinRule,
    '*.crossJoin': joinRule,
    '*.union': unionRule,
    '*.unionByName': unionRule,
    '*.unionAll': unionRule,
    '*.groupByKey': blendRule,
    '*.reduceByKey': blendRule,
    ...under(
      SAME.map((name) => `*.${name}`),
      selfRule,
    ),
  },
};
