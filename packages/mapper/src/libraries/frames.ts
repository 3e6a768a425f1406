import type { Access, Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { argument, callFlow, columnNames } from './arguments.js';
import {
  aggregateRule,
  applyRule,
  assignRule,
  concatRule,
  countRule,
  dropRule,
  groupByRule,
  insertRule,
  mergeRule,
  renameRule,
  resetIndexRule,
  sameRule,
  selectRule,
  valuesRule,
} from './frameRules.js';
import { tableSpaceOf } from './tableSpace.js';

const PACKAGES = [
  'pandas',
  'modin.pandas',
  'dask.dataframe',
  'polars',
  'cudf',
  'geopandas',
  'pyspark.pandas',
];
const READERS = [
  ...['csv', 'parquet', 'json', 'excel', 'feather', 'orc', 'pickle', 'hdf', 'table', 'fwf', 'stata', 'sas'],
  ...['spss', 'xml', 'html', 'file', 'avro', 'ipc', 'ndjson', 'delta'],
];
const WRITERS = [
  ...[
    'to_csv',
    'to_parquet',
    'to_json',
    'to_excel',
    'to_feather',
    'to_orc',
    'to_pickle',
    'to_hdf',
    'to_stata',
  ],
  ...[
    'to_file',
    'write_csv',
    'write_parquet',
    'write_json',
    'write_ndjson',
    'write_ipc',
    'write_delta',
    'sink_parquet',
  ],
];
const LOCATIONS = [
  'filepath_or_buffer',
  'path',
  'path_or_buf',
  'io',
  'source',
  'filepath',
  'fname',
  'filename',
  'urlpath',
];

function requestedColumns(call: Call): Access {
  const columns = columnNames(argument(call, undefined, 'usecols', 'columns', 'names'));
  return columns ? { columns } : {};
}

const readRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, ...LOCATIONS), requestedColumns(call)));

const writeRule: Rule = (call, machine) => {
  const location = argument(call, 0, ...LOCATIONS, 'file', 'target');
  const nowhere = location?.texts?.every((text) => text.value === null) ?? !location;
  if (nowhere) return carrying(callFlow(call));
  if (call.receiver) machine.write(call, location, call.receiver.flow);
  return NOTHING;
};

const readSqlRule: Rule = (call, machine) => {
  const sql = argument(call, 0, 'sql', 'query');
  const space = tableSpaceOf(argument(call, 1, 'con', 'connection', 'connection_uri'));
  const only = stringOf(sql);
  if (only !== undefined && /^[\w.]+$/.test(only)) return readTable(call, machine, sql);
  return carrying(machine.query(call, sql, space));
};

function qualified(call: Call, table: Value | undefined, prefix: string): Value | undefined {
  const schema = stringOf(argument(call, undefined, 'schema'));
  const name = stringOf(table);
  const parts = [prefix, ...(schema === undefined ? [] : [schema]), name ?? ''].filter((part) => part !== '');
  return name === undefined ? table : constant(parts.join('.'));
}

function readTable(call: Call, machine: Machine, table: Value | undefined): Value {
  const space = tableSpaceOf(argument(call, 1, 'con'));
  const access: Access = { kind: 'table', namespace: space.namespace, ...requestedColumns(call) };
  return carrying(machine.read(call, qualified(call, table, space.prefix), access));
}

const readSqlTableRule: Rule = (call, machine) => readTable(call, machine, argument(call, 0, 'table_name'));

const toSqlRule: Rule = (call, machine) => {
  const space = tableSpaceOf(argument(call, 1, 'con'));
  const table = qualified(call, argument(call, 0, 'name'), space.prefix);
  machine.write(call, table, call.receiver?.flow ?? callFlow(call), {
    kind: 'table',
    namespace: space.namespace,
  });
  return NOTHING;
};

const BIGQUERY = { namespace: 'bigquery', prefix: '' };
const readGbqRule: Rule = (call, machine) =>
  carrying(machine.query(call, argument(call, 0, 'query', 'query_or_table'), BIGQUERY));
const toGbqRule: Rule = (call, machine) => {
  const access: Access = { kind: 'table', namespace: 'bigquery' };
  machine.write(call, argument(call, 0, 'destination_table'), call.receiver?.flow ?? callFlow(call), access);
  return NOTHING;
};

function functionsOf(name: string): [string, Rule][] {
  return [
    ...READERS.map((reader): [string, Rule] => [`${name}.read_${reader}`, readRule]),
    ...READERS.map((reader): [string, Rule] => [`${name}.scan_${reader}`, readRule]),
    [`${name}.read_sql`, readSqlRule],
    [`${name}.read_sql_query`, readSqlRule],
    [`${name}.read_database`, readSqlRule],
    [`${name}.read_sql_table`, readSqlTableRule],
    [`${name}.read_gbq`, readGbqRule],
    [`${name}.merge`, mergeRule],
    [`${name}.concat`, concatRule],
    [`${name}.DataFrame`, frameRule],
    [`${name}.Series`, concatRule],
  ];
}

/** A frame from a dictionary keeps its keys as columns. */
const frameRule: Rule = (call) => {
  const [given] = call.args;
  if (!given?.fields) return carrying(callFlow(call));
  const columns = [...given.fields].map(([name, value]): [string, Set<string>] => [
    name,
    new Set(value.flow.rest),
  ]);
  return carrying({ ...callFlow(call), columns: new Map(columns) });
};

const SAME = [
  ...[
    'head',
    'tail',
    'sample',
    'copy',
    'dropna',
    'fillna',
    'drop_duplicates',
    'sort_values',
    'sort_index',
    'query',
  ],
  ...[
    'astype',
    'set_index',
    'isin',
    'ffill',
    'bfill',
    'replace',
    'clip',
    'round',
    'where',
    'mask',
    'compute',
    'persist',
  ],
  ...[
    'nlargest',
    'nsmallest',
    'filter_rows',
    'collect',
    'lazy',
    'to_pandas',
    'toPandas',
    'convert_dtypes',
    'infer_objects',
  ],
  ...['cache', 'coalesce', 'repartition', 'where', 'limit', 'distinct', 'orderBy', 'between', 'to_frame'],
];
const BLENDED = ['apply', 'map', 'transform', 'applymap', 'pipe'];
const COUNTS = ['size', 'count', 'nunique', 'cumcount', 'ngroup'];

/** pandas and the libraries that speak its words. */
export const frames: Library = {
  name: 'frames',
  functions: Object.fromEntries(PACKAGES.flatMap(functionsOf)),
  methods: {
    ...Object.fromEntries(WRITERS.map((name) => [`*.${name}`, writeRule])),
    ...Object.fromEntries(SAME.map((name) => [`*.${name}`, sameRule])),
    ...Object.fromEntries(BLENDED.map((name) => [`*.${name}`, applyRule])),
    ...Object.fromEntries(COUNTS.map((name) => [`frame.Groups.${name}`, countRule])),
    '*.to_sql': toSqlRule,
    '*.to_gbq': toGbqRule,
    '*.merge': mergeRule,
    '*.join': mergeRule,
    '*.rename': renameRule,
    '*.assign': assignRule,
    '*.drop': dropRule,
    '*.filter': selectRule,
    '*.select': selectRule,
    '*.reindex': selectRule,
    '*.groupby': groupByRule,
    '*.group_by': groupByRule,
    'frame.Groups.agg': aggregateRule,
    'frame.Groups.aggregate': aggregateRule,
    '*.agg': aggregateRule,
    '*.reset_index': resetIndexRule,
    '*.insert': insertRule,
    '*.to_numpy': valuesRule,
  },
};
