import type { Access, Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, requestedColumns, under } from './accessRules.js';
import { argument, dataOf } from './arguments.js';
import { executeStatement, isStatement } from './orm.js';
import { tableSpaceOf } from './tableSpace.js';

const PACKAGES = ['pandas', 'pandas.io.sql', 'polars', 'modin.pandas', 'dask.dataframe', 'geopandas', 'cudf'];
const CONNECTIONS = ['con', 'connection', 'connection_uri', 'engine', 'uri'];

const readSqlRule: Rule = (call, machine) => {
  const sql = argument(call, 0, 'sql', 'query');
  const con = argument(call, 1, ...CONNECTIONS);
  const only = stringOf(sql);
  if (only !== undefined && /^[\w.]+$/.test(only)) return readTable(call, machine, sql);
  if (isStatement(sql))
    return carrying(executeStatement({ ...call, receiver: con, args: sql ? [sql] : [] }, machine).flow);
  return carrying(machine.query(call, sql, tableSpaceOf(con), { variables: true }));
};

/** A table for each file of a pattern: its name is not known. */
function withoutPattern(table: Value | undefined): Value | undefined {
  if (!table?.texts?.some((text) => String(text.value).includes('*'))) return table;
  return { flow: table.flow, why: 'a name made from each file of a pattern', hint: table.hint ?? 'table' };
}

function qualified(call: Call, given: Value | undefined, prefix: string): Value | undefined {
  const table = withoutPattern(given);
  const schema = stringOf(argument(call, undefined, 'schema'));
  const name = stringOf(table);
  const first = schema === undefined ? prefix : (prefix.split('.')[0] ?? '');
  const parts = [first, ...(schema === undefined ? [] : [schema]), name ?? ''].filter((part) => part !== '');
  return name === undefined ? table : constant(parts.join('.'));
}

function readTable(call: Call, machine: Machine, table: Value | undefined): Value {
  const space = tableSpaceOf(argument(call, 1, ...CONNECTIONS));
  const access: Access = { kind: 'table', namespace: space.namespace, ...requestedColumns(call) };
  return carrying(machine.read(call, qualified(call, table, space.prefix), access));
}

const readSqlTableRule: Rule = (call, machine) =>
  readTable(call, machine, argument(call, 0, 'table_name', 'table'));

const toSqlRule: Rule = (call, machine) => {
  const space = tableSpaceOf(argument(call, 1, ...CONNECTIONS));
  const table = qualified(call, argument(call, 0, 'name', 'table_name'), space.prefix);
  const access: Access = { kind: 'table', namespace: space.namespace };
  machine.write(call, table, dataOf(call.receiver), access);
  return NOTHING;
};

/** `project` completes a name of two parts. */
function withProject(call: Call, table: Value | undefined): Value | undefined {
  const [project, name] = [stringOf(argument(call, 1, 'project_id')), stringOf(table)];
  if (project === undefined || name?.split('.').length !== 2) return table;
  return constant(`${project}.${name}`);
}

const readGbqRule: Rule = (call, machine) => {
  const prefix = stringOf(argument(call, 1, 'project_id')) ?? '';
  const query = argument(call, 0, 'query', 'query_or_table');
  return carrying(machine.query(call, query, { namespace: 'bigquery', prefix }));
};

const toGbqRule: Rule = (call, machine) => {
  const [first, ...rest] = call.args;
  const own = call.receiver ? call : { ...call, receiver: first, args: rest };
  const access: Access = { kind: 'table', namespace: 'bigquery' };
  const table = withProject(own, argument(own, 0, 'destination_table'));
  machine.write(call, table, dataOf(own.receiver), access);
  return NOTHING;
};

/** `connectorx.read_sql(connection, query)`. */
const connectorRule: Rule = (call, machine) =>
  carrying(machine.query(call, argument(call, 1, 'query'), tableSpaceOf(argument(call, 0, 'conn'))));

/** Tables and queries that frames are read from and written to. */
export const frameTables: Library = {
  name: 'frameTables',
  functions: {
    ...under(PACKAGES, {
      ...each(
        ['read_sql', 'read_sql_query', 'read_database', 'read_database_uri', 'read_postgis'],
        readSqlRule,
      ),
      'GeoDataFrame.from_postgis': readSqlRule,
      read_sql_table: readSqlTableRule,
      read_gbq: readGbqRule,
      to_gbq: toGbqRule,
    }),
    'pandas_gbq.read_gbq': readGbqRule,
    'pandas_gbq.to_gbq': toGbqRule,
    'pandas.io.gbq.read_gbq': readGbqRule,
    'connectorx.read_sql': connectorRule,
  },
  methods: {
    '*.to_sql': toSqlRule,
    '*.to_postgis': toSqlRule,
    '*.write_database': toSqlRule,
    '*.to_gbq': toGbqRule,
  },
};
