import type { Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { callFlow, cellsOf, storedField } from '../arguments.js';
import { UNKNOWN_SPACE } from '../tableSpace.js';
import { connectionSpace } from './connectionSpace.js';
import { CSHARP, created, dataIn, given, isDeclared, keeps, likelyText, self } from './dotnetRules.js';

/** Providers by the beginning of the names of their classes. */
const PROVIDERS: Readonly<Record<string, string>> = {
  Sql: 'mssql',
  Npgsql: 'postgres',
  MySql: 'mysql',
  Sqlite: 'sqlite',
  SQLite: 'sqlite',
  Oracle: 'oracle',
  SnowflakeDb: 'snowflake',
  Odbc: 'sql',
  OleDb: 'sql',
  FbProvider: 'sql',
  ClickHouse: 'clickhouse',
};
const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*)*(select|with|insert|update|delete|merge|create|copy|exec|execute)\s/i;

const connect =
  (scheme: string): Rule =>
  (call, machine) => {
    const text = isDeclared(call) ? undefined : given(call, 0, 'ConnectionString', 'connectionString');
    const space = connectionSpace(scheme, likelyText(text));
    const fields = {
      namespace: constant(space.namespace),
      prefix: constant(space.prefix),
      scheme: constant(scheme),
    };
    return created(call, machine, 'DbConnection', fields);
  };

/** The space of a connection; its connection string may be set after it was made. */
export function spaceOf(connection: Value | undefined): TableSpace {
  const scheme = stringOf(storedField(connection, 'scheme'));
  const text = likelyText(storedField(connection, 'ConnectionString'));
  if (scheme !== undefined && text !== undefined) return connectionSpace(scheme, text);
  const namespace = stringOf(storedField(connection, 'namespace'));
  if (namespace === undefined) return UNKNOWN_SPACE;
  return { namespace, prefix: stringOf(storedField(connection, 'prefix')) ?? '' };
}

function isProcedure(value: Value | undefined): boolean {
  const marks = [
    value?.hint ?? '',
    ...(value?.references ?? []).map((each) => (each.kind === 'external' ? each.name : '')),
  ];
  return marks.some((mark) => mark.endsWith('StoredProcedure'));
}

function answer(
  call: Call,
  machine: Machine,
  sql: Value | undefined,
  connection: Value | undefined,
  kind?: Value,
): Value {
  const name = stringOf(sql);
  if (isProcedure(kind) || (name !== undefined && /^[\w.[\]]+$/.test(name.trim()))) {
    machine.unresolved(
      call,
      `stored procedure ${name ?? ''}: what it reads and writes stands in the database`,
    );
    return created(call, machine, 'DbDataReader');
  }
  const flow = machine.query(call, sql, spaceOf(connection));
  return created(call, machine, 'DbDataReader', {}, flow);
}

const execute: Rule = (call, machine) => {
  const sql = storedField(call.receiver, 'CommandText');
  const connection = storedField(call.receiver, 'Connection');
  return answer(call, machine, sql, connection, storedField(call.receiver, 'CommandType'));
};

const createCommand: Rule = (call, machine) =>
  created(call, machine, 'DbCommand', call.receiver ? { Connection: call.receiver } : {});

const command: Rule = (call, machine) => {
  if (isDeclared(call)) return created(call, machine, 'DbCommand');
  const fields = { CommandText: given(call, 0, 'CommandText'), Connection: given(call, 1, 'Connection') };
  const kind = given(call, undefined, 'CommandType');
  return created(call, machine, 'DbCommand', { ...fields, CommandType: kind });
};

/** `adapter.Fill(table)` runs the query; the table then carries its answer. */
const fill: Rule = (call, machine) => {
  const held = storedField(call.receiver, 'CommandText');
  const asCommand = cellsOf(held).length > 0 ? held : undefined;
  const sql = asCommand ? storedField(asCommand, 'CommandText') : held;
  const connection = storedField(asCommand ?? call.receiver, 'Connection');
  return answer(call, machine, sql, connection);
};

/** Dapper: queries as methods of the connection. On an unknown object only what looks like SQL counts. */
const dapper: Rule = (call, machine) => {
  const sql = given(call, 0, 'sql', 'commandText');
  const typed = cellsOf(call.receiver).some((cell) => cell.fields.has('namespace'));
  const looks = stringsOf(sql).some((text) => LOOKS_LIKE_SQL.test(text));
  if (!typed && !looks) return carrying(callFlow(call));
  return answer(call, machine, sql, call.receiver, call.named.get('commandType'));
};

const unknownConnection: Rule = (call, machine) =>
  created(call, machine, 'DbConnection', {
    namespace: constant(UNKNOWN_SPACE.namespace),
    prefix: constant(''),
  });

const bulkCopy: Rule = (call, machine) => {
  const target = given(call, 0, 'connection');
  const text = likelyText(target);
  const space = text === undefined ? spaceOf(target) : connectionSpace('mssql', text);
  const fields = {
    DestinationTableName: call.named.get('DestinationTableName'),
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
  };
  return created(call, machine, 'SqlBulkCopy', fields);
};

/** A table's full name in a space, as queries there would write it. */
export function qualifiedName({ prefix }: TableSpace, name: string): string {
  const plain = name.replace(/[[\]"`]/g, '');
  const parts = plain.split('.').length;
  if (prefix === '' || parts >= 3) return plain;
  return parts === 2 && prefix.includes('.') ? `${prefix.split('.')[0]}.${plain}` : `${prefix}.${plain}`;
}

const writeToServer: Rule = (call, machine) => {
  const space = spaceOf(call.receiver);
  const table = storedField(call.receiver, 'DestinationTableName');
  const name = stringOf(table);
  const location = name === undefined ? table : constant(qualifiedName(space, name));
  machine.write(call, location, dataIn(call.args), { kind: 'table', namespace: space.namespace });
  return NOTHING;
};

const EXECUTES = ['ExecuteReader', 'ExecuteScalar', 'ExecuteNonQuery'].flatMap((name) => [
  name,
  `${name}Async`,
]);
const DAPPER = [
  ...['Query', 'QueryFirst', 'QueryFirstOrDefault', 'QuerySingle', 'QuerySingleOrDefault', 'QueryMultiple'],
  ...['Execute', 'ExecuteScalar', 'ExecuteReader', 'QueryUnbufferedAsync'],
].flatMap((name) => [name, `${name}Async`]);
const PASSED = ['Open', 'OpenAsync', 'BeginTransaction', 'BeginTransactionAsync'];

/** ADO.NET and Dapper: connections, commands, adapters and bulk copies of every provider. */
export const adoNet: Library = {
  name: 'adoNet',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(
      Object.entries(PROVIDERS).flatMap(([provider, scheme]): [string, Rule][] => [
        [`*.${provider}Connection`, connect(scheme)],
        [`*.${provider}Command`, command],
        [`*.${provider}DataAdapter`, keeps('DbDataAdapter', 'CommandText', 'Connection')],
      ]),
    ),
    '*.IDbConnection': unknownConnection,
    '*.DbConnection': unknownConnection,
    '*.DbConnection.CreateCommand': createCommand,
    '*.CreateCommand': createCommand,
    ...Object.fromEntries(PASSED.map((name) => [`*.DbConnection.${name}`, self])),
    ...Object.fromEntries(EXECUTES.map((name) => [`*.DbCommand.${name}`, execute])),
    ...Object.fromEntries(
      DAPPER.flatMap((name) => [
        [`*.DbConnection.${name}`, dapper],
        [`*.${name}`, dapper],
      ]),
    ),
    '*.DbDataAdapter.Fill': fill,
    '*.DataTable.Load': (call) => carrying(dataIn(call.args)),
    '*.DbDataReader.Read': self,
    '*.DbDataReader.ReadAsync': self,
    '*.SqlBulkCopy': bulkCopy,
    '*.SqlBulkCopy.WriteToServer': writeToServer,
    '*.SqlBulkCopy.WriteToServerAsync': writeToServer,
  },
};
