import type { Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { carrying } from '../values/value.js';
import { each, under } from './accessRules.js';
import { callFlow } from './arguments.js';
import {
  aggregateRule,
  applyRule,
  assignRule,
  concatRule,
  countRule,
  dropRule,
  filterRule,
  groupByRule,
  insertRule,
  mergeRule,
  renameColumnRule,
  renameRule,
  resetIndexRule,
  sameRule,
  selectRule,
  valuesRule,
  withColumnsRule,
} from './frameRules.js';
import { meltRule, pivotRule } from './frameShapes.js';

const PACKAGES = [
  'pandas',
  'modin.pandas',
  'dask.dataframe',
  'polars',
  'cudf',
  'geopandas',
  'pyspark.pandas',
];

/** A frame from a dictionary keeps its keys as columns. */
const frameRule: Rule = (call) => {
  const [given] = call.args;
  if (!given?.fields) return carrying(callFlow(call));
  const columns = [...given.fields].map(([name, value]): [string, Set<string>] => [
    name,
    new Set(value.flow.rest),
  ]);
  return carrying({ ...callFlow(call), rest: NO_FLOW.rest, columns: new Map(columns) });
};

const SAME = [
  ...['head', 'tail', 'sample', 'copy', 'dropna', 'fillna', 'drop_duplicates', 'sort_values', 'sort_index'],
  ...[
    'query',
    'astype',
    'set_index',
    'isin',
    'ffill',
    'bfill',
    'replace',
    'clip',
    'round',
    'mask',
    'compute',
  ],
  ...['persist', 'nlargest', 'nsmallest', 'filter_rows', 'collect', 'lazy', 'to_pandas', 'toPandas', 'cache'],
  ...[
    'convert_dtypes',
    'infer_objects',
    'coalesce',
    'repartition',
    'limit',
    'distinct',
    'orderBy',
    'between',
  ],
  ...['to_frame', 'sort', 'unique', 'drop_nulls', 'fill_null', 'to_polars', 'to_arrow', 'dropDuplicates'],
  ...[
    'pandas_api',
    'to_spark',
    'randomSplit',
    'checkpoint',
    'localCheckpoint',
    'hint',
    'truncate',
    'interpolate',
  ],
];
const BLENDED = ['apply', 'map', 'transform', 'applymap', 'pipe', 'mapInPandas', 'applyInPandas'];
const COUNTS = ['size', 'count', 'nunique', 'cumcount', 'ngroup', 'len'];
const JOINED = [
  'concat',
  'union',
  'unionByName',
  'unionAll',
  'vstack',
  'hstack',
  'combine_first',
  'crossJoin',
];

/** pandas and the libraries that speak its words: what happens to columns. */
export const frames: Library = {
  name: 'frames',
  functions: under(PACKAGES, {
    merge: mergeRule,
    merge_asof: mergeRule,
    merge_ordered: mergeRule,
    concat: concatRule,
    melt: meltRule,
    pivot_table: pivotRule,
    DataFrame: frameRule,
    LazyFrame: frameRule,
    from_dict: frameRule,
    'DataFrame.from_dict': frameRule,
    Series: concatRule,
  }),
  methods: {
    ...each(
      SAME.map((name) => `*.${name}`),
      sameRule,
    ),
    ...each(
      BLENDED.map((name) => `*.${name}`),
      applyRule,
    ),
    ...each(
      COUNTS.map((name) => `frame.Groups.${name}`),
      countRule,
    ),
    ...each(
      JOINED.map((name) => `*.${name}`),
      concatRule,
    ),
    ...each(['*.merge', '*.join', '*.join_asof', '*.merge_asof'], mergeRule),
    '*.rename': renameRule,
    '*.withColumnRenamed': renameColumnRule,
    '*.assign': assignRule,
    ...each(['*.with_columns', '*.withColumn', '*.withColumns', '*.with_column'], withColumnsRule),
    '*.drop': dropRule,
    ...each(['*.filter', '*.where'], filterRule),
    ...each(['*.select', '*.reindex', '*.selectExpr'], selectRule),
    ...each(['*.groupby', '*.group_by', '*.groupBy'], groupByRule),
    ...each(['frame.Groups.agg', 'frame.Groups.aggregate', '*.agg', '*.aggregate'], aggregateRule),
    '*.reset_index': resetIndexRule,
    '*.insert': insertRule,
    ...each(['*.melt', '*.unpivot'], meltRule),
    ...each(['*.pivot_table', '*.pivot'], pivotRule),
    '*.to_numpy': valuesRule,
  },
};
