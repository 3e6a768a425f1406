import type { Library, Rule } from '../../interpreter/machine.js';
import {
  blend,
  type Flow,
  isEmptyFlow,
  joinFlows,
  NO_FLOW,
  renameColumns,
  valueOrigins,
  withColumn,
  withoutColumns,
  withRows,
} from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { callFlow, cellsOf } from '../arguments.js';
import { mergeRule } from '../frameRules.js';
import { columnFlow, columnsNamed, overFrame, plainFlow } from './columnExpressions.js';
import { dataIn, entryOf, JVM, selfRule, spelled, under } from './jvmValues.js';

const IDENTIFIERS = /`([^`]+)`|\b([A-Za-z_]\w*)\b(?!\s*\()/g;
const KEYWORDS =
  /^(and|or|not|as|case|when|then|else|end|in|is|null|like|between|true|false|cast|int|double|string|distinct|asc|desc|interval|date|timestamp|over|partition|by|order|rows)$/i;

/** A column by name. */
const columnRule: Rule = (call) => {
  const names = stringsOf(call.args[0]);
  const name = names[0];
  return {
    ...carrying(columnFlow(names)),
    ...(name === undefined ? {} : { fields: new Map([['<name>', constant(name)]]) }),
  };
};

/** An expression that is written as text, such as `expr("a + b as c")`. */
const expressionRule: Rule = (call) => expressionOf(stringsOf(call.args[0])[0] ?? '');

function expressionOf(text: string): Value {
  const alias = /\s+as\s+`?(\w+)`?\s*$/i.exec(text);
  const body = alias ? text.slice(0, alias.index) : text;
  const plain = body.replace(/'[^']*'/g, ' ');
  const names = [...plain.matchAll(IDENTIFIERS)]
    .map((match) => match[1] ?? match[2] ?? '')
    .filter((name) => !KEYWORDS.test(name));
  const name = alias?.[1] ?? (/^\s*`?\w+`?\s*$/.test(body) ? body.trim().replaceAll('`', '') : undefined);
  return {
    ...carrying(columnFlow(names)),
    ...(name === undefined ? {} : { fields: new Map([['<name>', constant(name)]]) }),
  };
}

/** `column.as(name)`; a frame keeps its data under an alias. */
const aliasRule: Rule = (call) => {
  const name = spelled(call.args[0]);
  if (!call.receiver || name === undefined || !entryOf(call.receiver, '<name>'))
    return isColumn(call.receiver) && name !== undefined
      ? { ...carrying(call.receiver?.flow ?? NO_FLOW), fields: new Map([['<name>', constant(name)]]) }
      : (call.receiver ?? NOTHING);
  return { ...carrying(call.receiver.flow), fields: new Map([['<name>', constant(name)]]) };
};

function isColumn(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    cellsOf(value).length === 0 &&
    [...valueOrigins(value.flow)].some((origin) => origin.startsWith('-1\t'))
  );
}

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

/** Any other function of columns: what its arguments take. */
const functionRule: Rule = (call) => {
  const args = call.args.map((each) =>
    each.texts && /^[A-Za-z_]\w*$/.test(spelled(each) ?? '') ? carrying(columnFlow(stringsOf(each))) : each,
  );
  return carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataIn(args)));
};

const literalRule: Rule = () => carrying(NO_FLOW);
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
const FUNCTIONS = [
  'sum',
  'avg',
  'mean',
  'max',
  'min',
  'first',
  'last',
  'countDistinct',
  'approx_count_distinct',
  'collect_list',
  'collect_set',
  'stddev',
  'variance',
  'lower',
  'upper',
  'trim',
  'to_date',
  'to_timestamp',
  'year',
  'month',
  'dayofmonth',
  'hour',
  'concat',
  'concat_ws',
  'coalesce',
  'when',
  'split',
  'explode',
  'regexp_replace',
  'from_json',
  'date_format',
  'datediff',
  'abs',
  'round',
  'log',
  'sqrt',
  'struct',
  'to_json',
  'window',
  'unix_timestamp',
  'from_unixtime',
  'substring',
  'length',
  'hash',
  'sha2',
  'greatest',
  'least',
  'isnull',
  'desc',
  'asc',
  'rank',
  'row_number',
  'lag',
  'lead',
  'udf',
  'broadcast',
  'monotonically_increasing_id',
  'percentile_approx',
];

/** Frames of Spark: columns through every operation. */
export const jvmFrames: Library = {
  name: 'jvmFrames',
  languages: JVM,
  functions: {
    ...under(['col', 'column', 'functions.col', 'org.apache.spark.sql.functions.col'], columnRule),
    ...under(['expr', 'org.apache.spark.sql.functions.expr'], expressionRule),
    ...under(
      ['lit', 'typedLit', 'org.apache.spark.sql.functions.lit', 'current_timestamp', 'current_date'],
      literalRule,
    ),
    ...under(
      FUNCTIONS.flatMap((name) => [name, `org.apache.spark.sql.functions.${name}`]),
      functionRule,
    ),
  },
  methods: {
    '*.functions.col': columnRule,
    '*.functions.expr': expressionRule,
    '*.functions.lit': literalRule,
    ...under(
      FUNCTIONS.map((name) => `*.functions.${name}`),
      functionRule,
    ),
    '*.as': aliasRule,
    '*.alias': aliasRule,
    '*.name': aliasRule,
    ...under(
      [
        'cast',
        'equalTo',
        'gt',
        'lt',
        'geq',
        'leq',
        'isNotNull',
        'isNull',
        'and',
        'or',
        'when',
        'otherwise',
        'over',
        'plus',
        'minus',
        'multiply',
        'divide',
        'isin',
        'substr',
        'getItem',
        'getField',
        'notEqual',
        'between',
        'rlike',
        'like',
        'contains',
        'startsWith',
        'asc',
        'desc',
        'eqNullSafe',
      ].map((name) => `*.${name}`),
      functionRule,
    ),
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
    'fields.as': aliasRule,
    'fields.alias': aliasRule,
    ...under(
      SAME.map((name) => `*.${name}`),
      selfRule,
    ),
  },
};
