import type { Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';
import { tableSpaceOf } from '../../tableSpace.js';
import { isTrue, single } from '../rVectors.js';
import { readTable, writeTable } from './rTables.js';

/** `in_schema("s", "t")`, `Id(schema = "s", table = "t")`: one dotted name. */
const qualifiedRule: Rule = (call) => {
  const parts = [
    ...call.args,
    ...['catalog', 'cluster', 'database', 'schema', 'table'].flatMap((name) => call.named.get(name) ?? []),
  ];
  return concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
};

const SEARCH_PATH = /^\s*set\s+(?:session\s+|local\s+)?search_path\s*(?:to|=)\s*["']?(\w+)/i;

/** `SET search_path TO schema`: where tables live from now on. */
function moveTo(connection: Value | undefined, sql: Value | undefined): boolean {
  const schema = stringsOf(sql).flatMap((text) => SEARCH_PATH.exec(text)?.[1] ?? [])[0];
  if (schema === undefined) return false;
  const { prefix } = tableSpaceOf(connection);
  const database = prefix.split('.')[0] ?? '';
  const moved = database === '' ? schema : `${database}.${schema}`;
  for (const cell of cellsOf(connection)) cell.fields.set('prefix', constant(moved));
  return true;
}

const queryRule: Rule = (call, machine) => {
  const [connection, sql] = [
    argument(call, 0, 'conn', 'con', 'connection', 'channel', 'sc', 'db'),
    argument(call, 1, 'statement', 'sql', 'query'),
  ];
  if ((!sql && !connection) || moveTo(connection, sql)) return NOTHING;
  return carrying(machine.query(call, sql ? single(sql) : undefined, tableSpaceOf(connection)));
};

const readTableRule: Rule = (call, machine) => {
  const connection = argument(call, 0, 'conn', 'con', 'src', 'channel', 'sc', 'connection');
  const table = argument(call, 1, 'name', 'from', 'sqtable', 'table');
  const data = flowOf(connection ?? NOTHING);
  return table ? readTable(call, machine, connection, table) : carrying(data);
};

/** A table that lasts as long as the session is a name for its data. */
function nameData(machine: Machine, name: Value | undefined, data: Value | undefined): Value {
  for (const each of stringsOf(name)) machine.setView(each, data ? flowOf(data) : NO_FLOW);
  return data ?? NOTHING;
}

const registerRule: Rule = (call, machine) =>
  nameData(machine, argument(call, 1, 'name'), argument(call, 2, 'df'));

const writeTableRule: Rule = (call, machine) => {
  const data = argument(call, 2, 'value', 'data', 'dat');
  if (isTrue(argument(call, undefined, 'temporary')))
    return nameData(machine, argument(call, 1, 'name'), data);
  return writeTable(
    call,
    machine,
    call.args[0],
    argument(call, 1, 'name', 'table', 'tablename'),
    data ? flowOf(data) : NO_FLOW,
  );
};

/** `copy_to(con, data, name)` makes a temporary table unless it is told not to. */
const copyToRule: Rule = (call, machine) => {
  const data = argument(call, 1, 'df', 'x');
  const lasts = argument(call, undefined, 'temporary')?.texts?.some((text) => text.value === false);
  const name = argument(call, 2, 'name');
  if (!lasts) return nameData(machine, name, data);
  writeTable(call, machine, call.args[0], name, data ? flowOf(data) : NO_FLOW);
  return data ?? NOTHING;
};

/** `insertTable(connection, databaseSchema = …, tableName = …, data = …)` of DatabaseConnector. */
const insertTableRule: Rule = (call, machine) => {
  if (isTrue(argument(call, undefined, 'tempTable'))) return NOTHING;
  const [schema, table] = [argument(call, 1, 'databaseSchema'), argument(call, 2, 'tableName')];
  const data = argument(call, 3, 'data');
  const named =
    schema && table && schema.texts?.every((text) => text.value !== null)
      ? concatenate([schema, constant('.'), table])
      : table;
  return writeTable(call, machine, argument(call, 0, 'connection'), named, data ? flowOf(data) : NO_FLOW);
};

/** `sqlSave(channel, data, tablename)` of RODBC. */
const sqlSaveRule: Rule = (call, machine) => {
  const data = argument(call, 1, 'dat');
  return writeTable(
    call,
    machine,
    argument(call, 0, 'channel'),
    argument(call, 2, 'tablename'),
    data ? flowOf(data) : NO_FLOW,
  );
};

/** A chunk of SQL in a document. */
const chunkRule: Rule = (call, machine) =>
  carrying(machine.query(call, call.args[1], tableSpaceOf(call.args[0]), { firstLine: call.at[0] }));

const QUERIES = [
  ...[
    'dbGetQuery',
    'dbSendQuery',
    'dbExecute',
    'dbSendStatement',
    'sqlQuery',
    'querySql',
    'executeSql',
    'dbGetQueryArrow',
  ],
  ...[
    'sdf_sql',
    'lowLevelQuerySql',
    'lowLevelExecuteSql',
    'querySqlToAndromeda',
    'dbSendQueryArrow',
    'bq_dataset_query',
  ],
];

/** Reading and writing tables: DBI, dbplyr, bigrquery, sparklyr, SparkR, RODBC, MongoDB, Redis. */
export const rDatabases: Library = {
  name: 'rDatabases',
  languages: ['r'],
  functions: {
    in_schema: qualifiedRule,
    in_catalog: qualifiedRule,
    Id: qualifiedRule,
    bq_table: qualifiedRule,
    bq_dataset: qualifiedRule,
    SQL: (call) => call.args[0] ?? NOTHING,
    ident: (call) => call.args[0] ?? NOTHING,
    ...Object.fromEntries(QUERIES.map((name) => [name, queryRule])),
    '<sql chunk>': chunkRule,
    dbFetch: (call) => call.args[0] ?? NOTHING,
    fetch: (call) => call.args[0] ?? NOTHING,
    tbl: readTableRule,
    dbReadTable: readTableRule,
    sqlFetch: readTableRule,
    dbWriteTable: writeTableRule,
    dbAppendTable: writeTableRule,
    dbCreateTable: (call) => call.args[0] ?? NOTHING,
    copy_to: copyToRule,
    duckdb_register: registerRule,
    duckdb_register_arrow: registerRule,
    insertTable: insertTableRule,
    sqlSave: sqlSaveRule,
  },
  methods: {},
};
