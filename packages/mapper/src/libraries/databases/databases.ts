import type { Call, Library, Machine } from '../../interpreter/machine.js';
import { carrying, NOTHING, type Value } from '../../values/value.js';
import { each, itself, under } from '../accessRules.js';
import { argument } from '../arguments.js';
import { connectionFunctions } from './connectionFunctions.js';
import { executeRule, fetchRule } from './executeRule.js';
import {
  copyFromRule,
  executeValuesRule,
  insertFrameRule,
  registerRule,
  writePandasRule,
} from './loadRules.js';

const METHODS = [
  ...['connect', 'begin', 'cursor', 'raw_connection', 'execution_options', 'session', 'get_conn', 'getconn'],
  ...['get_connection', 'acquire', 'connection', 'mappings', 'scalars', 'getOrCreate', 'create', 'configs'],
  ...['__call__', 'transaction', '__enter__', 'result', 'yield_per', 'execution', 'partitions'],
];

const EXECUTES = [
  ...['execute', 'executemany', 'sql', 'query', 'query_and_wait', 'read_sql', 'get_pandas_df', 'run_query'],
  ...['query_df', 'query_dataframe', 'query_np', 'query_arrow', 'command', 'execute_async', 'executescript'],
  ...[
    'execute_string',
    'scalar',
    'scalars',
    'exec_driver_sql',
    'get_df',
    'get_records',
    'get_first',
    'copy_expert',
  ],
];

const ASYNC = ['fetch', 'fetchrow', 'fetchval'];

const FETCHES = [
  ...[
    'fetchall',
    'fetchone',
    'fetchmany',
    'fetch_pandas_all',
    'fetchdf',
    'fetch_df',
    'df',
    'to_df',
    'all',
    'first',
  ],
  ...[
    'fetch_arrow_table',
    'fetchall_arrow',
    'fetch_pandas_batches',
    'to_dataframe',
    'pl',
    'arrow',
    'fetchnumpy',
  ],
  ...['one', 'one_or_none', 'scalar_one', 'to_pandas', 'to_arrow'],
];

/** SQLAlchemy, the DB-API drivers, and clients that run a query given as text. */
export const databases: Library = {
  name: 'databases',
  functions: {
    ...connectionFunctions,
    ...each(
      [
        'sqlalchemy.text',
        'sqlalchemy.sql.text',
        'sqlalchemy.sql.expression.text',
        'psycopg2.sql.SQL',
        'psycopg.sql.SQL',
        'django.db.models.expressions.RawSQL',
      ],
      (call) => call.args[0] ?? NOTHING,
    ),
    ...each(['duckdb.sql', 'duckdb.query', 'duckdb.execute', 'pandasql.sqldf', 'sqldf'], executeRule),
    'duckdb.register': registerRule,
    ...under(
      ['duckdb'],
      each(
        ['read_parquet', 'read_csv', 'read_csv_auto', 'read_json', 'from_parquet', 'from_csv_auto'],
        fileRule,
      ),
    ),
    'psycopg2.extras.execute_values': executeValuesRule,
    'psycopg2.extras.execute_batch': executeValuesRule,
    'snowflake.connector.pandas_tools.write_pandas': writePandasRule,
  },
  methods: {
    ...under(['sql.Connection'], {
      ...each(METHODS, itself),
      ...each([...EXECUTES, ...ASYNC], executeRule),
      ...each(FETCHES, fetchRule),
      ...each(['read_parquet', 'read_csv', 'read_json', 'from_parquet'], fileRule),
      register: registerRule,
      ...each(['copy_from', 'copy'], copyFromRule),
      ...each(['insert_df', 'insert_dataframe', 'insert'], insertFrameRule),
    }),
    ...each(
      EXECUTES.map((name) => `*.${name}`),
      executeRule,
    ),
    '*.create_dataframe': itself,
  },
};

/** DuckDB reads files by itself. */
function fileRule(call: Call, machine: Machine): Value {
  return carrying(machine.read(call, argument(call, 0, 'file_glob', 'path_or_buffer', 'name')));
}
