import type { Library, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW, valueOrigins } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf } from '../../arguments.js';
import { columnFlow } from '../columnExpressions.js';
import { dataIn, entryOf, JVM, spelled, under } from '../jvmValues.js';
import { expressionOf } from './expressionOf.js';

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

/** Any other function of columns: what its arguments take. */
const functionRule: Rule = (call) => {
  const args = call.args.map((each) =>
    each.texts && /^[A-Za-z_]\w*$/.test(spelled(each) ?? '') ? carrying(columnFlow(stringsOf(each))) : each,
  );
  return carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataIn(args)));
};

const literalRule: Rule = () => carrying(NO_FLOW);

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

/** Columns of data frames, and functions over them. */
export const jvmColumns: Library = {
  name: 'jvmColumns',
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
    'fields.as': aliasRule,
    'fields.alias': aliasRule,
  },
};
