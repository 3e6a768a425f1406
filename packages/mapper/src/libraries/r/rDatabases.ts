import type { Access, Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { argument, callFlow, cellsOf } from '../arguments.js';
import { tableIn } from '../tableIn.js';
import { tableSpaceOf } from '../tableSpace.js';
import { isTrue, single } from './rVectors.js';

function accessTo(space: TableSpace): Access {
  return { kind: 'table', namespace: space.namespace };
}

/** `c("schema", "table")` is one name. */
function tableName(table: Value | undefined): Value | undefined {
  if (!table?.items || table.items.length < 2) return table;
  return concatenate(table.items.flatMap((part, index) => (index === 0 ? [part] : [constant('.'), part])));
}

function inSpace(table: Value | undefined, space: TableSpace): Value | undefined {
  const name = tableName(table);
  return name && mapTexts(single(name), (each) => tableIn(space, each));
}

function readTable(
  call: Call,
  machine: Machine,
  connection: Value | undefined,
  table: Value | undefined,
): Value {
  const space = tableSpaceOf(connection);
  const written = stringsOf(table)[0] ?? '';
  if (/\s/.test(written.trim())) return carrying(machine.query(call, table, space));
  return carrying(machine.read(call, inSpace(table, space), accessTo(space)));
}

function writeTable(
  call: Call,
  machine: Machine,
  connection: Value | undefined,
  table: Value | undefined,
  data: Flow,
): Value {
  const space = tableSpaceOf(connection);
  machine.write(call, inSpace(table, space), data, accessTo(space));
  return NOTHING;
}

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

const BIGQUERY: TableSpace = { namespace: 'bigquery', prefix: '' };

const projectQueryRule: Rule = (call, machine) => {
  const sql = argument(call, 1, 'query');
  const project = stringOf(argument(call, 0, 'x', 'project'));
  return carrying(machine.query(call, sql, { ...BIGQUERY, prefix: project ?? '' }));
};

const queryExecRule: Rule = (call, machine) =>
  carrying(machine.query(call, argument(call, 0, 'query'), BIGQUERY));

const downloadTableRule: Rule = (call, machine) => {
  const [table] = call.args;
  return table?.texts ? carrying(machine.read(call, table, accessTo(BIGQUERY))) : carrying(callFlow(call));
};

const uploadTableRule: Rule = (call, machine) => {
  const data = argument(call, 1, 'values');
  machine.write(call, argument(call, 0, 'x'), data ? flowOf(data) : NO_FLOW, accessTo(BIGQUERY));
  return NOTHING;
};

const loadTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 0, 'x'),
    machine.read(call, argument(call, 1, 'source_uris')),
    accessTo(BIGQUERY),
  );
  return NOTHING;
};

const extractTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 1, 'destination_uris'),
    machine.read(call, argument(call, 0, 'x'), accessTo(BIGQUERY)),
  );
  return NOTHING;
};

/** `spark_read_csv(sc, name, path)`. */
const sparkReadRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 2, 'path')));
const sparkWriteRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 1, 'path'), flowOf(call.args[0] ?? NOTHING));
  return NOTHING;
};
const HIVE: TableSpace = { namespace: 'hive', prefix: '' };
const sparkTableRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 1, 'name'), accessTo(HIVE)));
const sparkWriteTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 1, 'name', 'tableName'),
    flowOf(call.args[0] ?? NOTHING),
    accessTo(HIVE),
  );
  return NOTHING;
};
const readFrameRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'path')));
const writeFrameRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 1, 'path'), flowOf(call.args[0] ?? NOTHING));
  return NOTHING;
};

/** `mongo(collection, db, url)`. */
const mongoRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'mongo.Collection', NO_FLOW);
  const collection = argument(call, 0, 'collection') ?? constant('test');
  const database = argument(call, 1, 'db') ?? constant('test');
  const host = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(
    stringOf(argument(call, 2, 'url')) ?? '',
  )?.[1];
  cell.fields.set('location', concatenate([database, constant('.'), collection]));
  cell.fields.set('namespace', constant(host === undefined ? 'mongodb' : `mongodb://${host}`));
  return value;
};

function collectionOf(call: Call): { location: Value | undefined; access: Access } {
  const [cell] = cellsOf(call.receiver);
  return {
    location: cell?.fields.get('location'),
    access: { kind: 'table', namespace: stringOf(cell?.fields.get('namespace')) ?? 'mongodb' },
  };
}

const mongoReadRule: Rule = (call, machine) => {
  const { location, access } = collectionOf(call);
  return carrying(machine.read(call, location, access));
};

const mongoWriteRule: Rule = (call, machine) => {
  const { location, access } = collectionOf(call);
  machine.write(call, location, call.args[0] ? flowOf(call.args[0]) : NO_FLOW, access);
  return NOTHING;
};

const redisRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'redis.Client', NO_FLOW);
  const host = stringOf(argument(call, undefined, 'host'));
  cell.fields.set('namespace', constant(host === undefined ? 'redis' : `redis://${host}`));
  return value;
};

const redisAccess = (call: Call): Access => ({
  kind: 'unknown',
  namespace: stringOf(cellsOf(call.receiver)[0]?.fields.get('namespace')) ?? 'redis',
});
const redisReadRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], redisAccess(call)));
const redisWriteRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], flowOf(call.args.at(-1) ?? NOTHING), redisAccess(call));
  return NOTHING;
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
    bq_project_query: projectQueryRule,
    query_exec: queryExecRule,
    bq_table_download: downloadTableRule,
    bq_table_upload: uploadTableRule,
    bq_perform_upload: uploadTableRule,
    bq_perform_load: loadTableRule,
    bq_table_load: loadTableRule,
    bq_table_save: extractTableRule,
    ...Object.fromEntries(
      ['csv', 'parquet', 'json', 'delta', 'orc', 'text', 'avro'].flatMap((format) => [
        [`spark_read_${format}`, sparkReadRule],
        [`spark_write_${format}`, sparkWriteRule],
      ]),
    ),
    spark_read_table: sparkTableRule,
    spark_write_table: sparkWriteTableRule,
    saveAsTable: sparkWriteTableRule,
    tableToDF: (call, machine) => carrying(machine.read(call, call.args[0], accessTo(HIVE))),
    'read.df': readFrameRule,
    'read.parquet': readFrameRule,
    'read.json': readFrameRule,
    'write.df': writeFrameRule,
    'write.parquet': writeFrameRule,
    mongo: mongoRule,
    hiredis: redisRule,
    redisConnect: redisRule,
  },
  methods: {
    'mongo.Collection.find': mongoReadRule,
    'mongo.Collection.aggregate': mongoReadRule,
    'mongo.Collection.iterate': mongoReadRule,
    'mongo.Collection.insert': mongoWriteRule,
    'mongo.Collection.update': mongoWriteRule,
    'redis.Client.GET': redisReadRule,
    'redis.Client.HGETALL': redisReadRule,
    'redis.Client.LRANGE': redisReadRule,
    'redis.Client.SET': redisWriteRule,
    'redis.Client.HSET': redisWriteRule,
    'redis.Client.LPUSH': redisWriteRule,
  },
};
