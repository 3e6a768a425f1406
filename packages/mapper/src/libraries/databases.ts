import type { Call, Library, Machine, Rule, TableSpace } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../values/value.js';
import { each, itself, under } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';
import { executeStatement, isStatement, mappedTables, queryMapped } from './orm.js';
import { tableSpaceOf, tableSpaceOfUrl, UNKNOWN_SPACE } from './tableSpace.js';

const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace|truncate|drop|alter|call|exec|from)\s/i;

function connection(call: Call, machine: Machine, space: TableSpace): Value {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
}

const engineRule: Rule = (call, machine) => {
  const url = argument(call, 0, 'url', 'uri', 'conn_str', 'database_url');
  const stored = storedField(url, 'namespace');
  if (stored && url) return connection(call, machine, tableSpaceOf(url));
  const [known] = stringsOf(url);
  return connection(call, machine, known === undefined ? UNKNOWN_SPACE : tableSpaceOfUrl(known));
};

function textOf(value: Value | undefined): string | undefined {
  const [text] = value?.texts ?? [];
  return text === undefined || text.value === null ? undefined : String(text.value);
}

/** `host:port` and `database.schema` of a connection, from arguments or `key=value` words. */
function spaceOf(call: Call, scheme: string, words: string): TableSpace {
  const fields = new Map(
    [...words.matchAll(/([\w ]+?)\s*=\s*((?!\w+\s*=)[^;\s]+)/g)].map((match) => [
      match[1]?.trim().toLowerCase(),
      match[2],
    ]),
  );
  const part = (...names: string[]): string | undefined =>
    names
      .map((name) => textOf(argument(call, undefined, name)) ?? fields.get(name))
      .find((each) => each !== undefined && each !== '');
  const server = part(
    'host',
    'account',
    'server',
    'server_hostname',
    'hostname',
    'data source',
    'host_name',
  )?.replace(/^tcp:/, '');
  const [host, comma] = (server ?? '').split(',');
  const port = part('port') ?? comma;
  const path = host === '' ? scheme : `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
  const database = part(
    'dbname',
    'database',
    'db',
    'catalog',
    'initial catalog',
    'service_name',
    'sid',
    'keyspace',
  );
  const schema = part('schema', 'schema_name');
  return { namespace: path, prefix: [database, schema].filter((each) => each !== undefined).join('.') };
}

/** `connect(host=…, dbname=…)`, or a DSN or URL as the first argument. */
const connectRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const given = stringOf(argument(call, 0, 'dsn', 'uri', 'conninfo', 'connectionString'));
    if (given?.includes('://')) return connection(call, machine, tableSpaceOfUrl(given));
    return connection(call, machine, spaceOf(call, scheme, given?.includes('=') ? given : ''));
  };

/** `connect(user, password, 'host:port/service')` of Oracle. */
const oracleRule: Rule = (call, machine) => {
  const dsn = stringOf(argument(call, 2, 'dsn')) ?? stringOf(call.args[0]) ?? '';
  const match = /^(?:[^@]*@)?\/*([^/:]+)(?::(\d+))?\/(\w+)/.exec(dsn);
  if (!match) return connection(call, machine, spaceOf(call, 'oracle', ''));
  const [, host, port, service = ''] = match;
  return connection(call, machine, {
    namespace: `oracle://${host}${port === undefined ? '' : `:${port}`}`,
    prefix: service,
  });
};

/** `pyodbc.connect('DRIVER={…};SERVER=…;DATABASE=…')`: the driver says which kind of server it is. */
const odbcRule: Rule = (call, machine) => {
  const words = stringOf(argument(call, 0, 'connectionString')) ?? '';
  const driver =
    /driver\s*=\s*\{?([^};]*)/i.exec(words)?.[1] ?? textOf(argument(call, undefined, 'driver')) ?? '';
  const scheme = ODBC.find(([pattern]) => pattern.test(driver))?.[1] ?? UNKNOWN_SPACE.namespace;
  return connection(call, machine, spaceOf(call, scheme, words));
};

const ODBC: readonly [RegExp, string][] = [
  [/sql server|freetds|sqlncli/i, 'mssql'],
  [/postgres/i, 'postgres'],
  [/redshift/i, 'redshift'],
  [/mysql|mariadb/i, 'mysql'],
  [/snowflake/i, 'snowflake'],
  [/oracle/i, 'oracle'],
  [/teradata/i, 'teradata'],
  [/db2/i, 'db2'],
  [/hive|impala/i, 'hive'],
  [/spark|databricks|simba/i, 'databricks'],
  [/^$/, 'mssql'],
];

const embeddedRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const path = stringOf(argument(call, 0, 'database')) ?? '';
    return connection(call, machine, tableSpaceOfUrl(`${scheme}:///${path}`));
  };

const fixedRule =
  (namespace: string, ...prefix: string[]): Rule =>
  (call, machine) =>
    connection(call, machine, { namespace, prefix: stringOf(argument(call, undefined, ...prefix)) ?? '' });

/** `URL.create(drivername, host=…, database=…)`. */
const urlRule: Rule = (call, machine) => {
  const driver = stringOf(argument(call, 0, 'drivername')) ?? '';
  const { namespace } = tableSpaceOfUrl(`${driver}://host`);
  return connection(call, machine, spaceOf(call, namespace.replace(/:\/\/host$/, ''), ''));
};

/** An object of another class that works on a connection, such as a session on its engine. */
const onRule =
  (position: number | undefined, ...names: string[]): Rule =>
  (call, machine) => {
    const given = argument(call, position, ...names);
    const from = storedField(given, 'namespace') || stringOf(given) !== undefined ? given : call.receiver;
    return connection(call, machine, tableSpaceOf(from));
  };

/** Remembers the answer on the connection, so that `cursor.fetchall()` finds it. */
const executeRule: Rule = (call, machine) => {
  const sql = argument(call, 0, 'sql', 'query', 'statement', 'operation', 'sql_query', 'command');
  if (!sql) return fetchRule(call, machine);
  if (isStatement(sql)) return answered(call, carrying(executeStatement(call, machine).flow));
  if (sql && mappedTables(sql, machine).length > 0) return queryMapped(call, machine);
  const known = stringsOf(sql);
  const typed = cellsOf(call.receiver).some((cell) => cell.type === 'sql.Connection');
  const built = sql && !sql.texts && dataOf(sql) !== NO_FLOW;
  if (built || (!typed && !known.some((text) => LOOKS_LIKE_SQL.test(text))))
    return answered(call, carrying(dataOf(sql)));
  return answered(call, carrying(machine.query(call, sql, tableSpaceOf(call.receiver), { variables: true })));
};

/** The answer of a query, which `fetchall` on its connection finds. */
function answered(call: Call, answer: Value): Value {
  const cells = cellsOf(call.receiver);
  for (const cell of cells) cell.fields.set('answer', answer);
  const references = call.receiver?.references;
  return cells.length > 0 && references ? { ...answer, references } : answer;
}

const fetchRule: Rule = (call) => {
  const answers = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('answer') ?? []);
  return carrying(
    call.receiver?.flow === NO_FLOW ? (answers[0]?.flow ?? NO_FLOW) : flowOf(call.receiver ?? NOTHING),
  );
};

/** `execute_values(cursor, sql, rows)`. */
const executeValuesRule: Rule = (call, machine) => {
  const [cursor, ...args] = call.args;
  const own: Call = { ...call, receiver: cursor, args };
  return carrying(machine.query(own, args[0], tableSpaceOf(cursor)));
};

/** `cursor.copy_expert(sql, file)`, `cursor.copy_from(file, table)`. */
const copyFromRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  const name = stringOf(argument(call, 1, 'table'));
  const table =
    name !== undefined && prefix !== '' ? constant(`${prefix}.${name}`) : argument(call, 1, 'table');
  machine.write(call, table, dataOf(call.args[0]), { kind: 'table', namespace });
  return NOTHING;
};

const registerRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'view_name', 'name'));
  const data = argument(call, 1, 'python_object', 'df', 'frame');
  if (name !== undefined && data) machine.setView(name, dataOf(data));
  return call.receiver ?? NOTHING;
};

/** `write_pandas(connection, frame, table, database=…, schema=…)`. */
const writePandasRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(argument(call, 0, 'conn', 'session'));
  const [database, schema] = ['database', 'schema'].map((name) => stringOf(argument(call, undefined, name)));
  const around =
    schema === undefined ? prefix : [database ?? prefix.split('.')[0], schema].filter(Boolean).join('.');
  const name = stringOf(argument(call, 2, 'table_name'));
  const table =
    name === undefined ? argument(call, 2, 'table_name') : constant([around, name].filter(Boolean).join('.'));
  machine.write(call, table, dataOf(argument(call, 1, 'df')), { kind: 'table', namespace });
  return NOTHING;
};

const insertFrameRule: Rule = (call, machine) => {
  const { namespace, prefix } = tableSpaceOf(call.receiver);
  const name = stringOf(argument(call, 0, 'table'));
  const table =
    name === undefined || prefix === '' || name.includes('.')
      ? argument(call, 0, 'table')
      : constant(`${prefix}.${name}`);
  machine.write(call, table, dataOf(argument(call, 1, 'df', 'data')), { kind: 'table', namespace });
  return NOTHING;
};

const DRIVERS: Readonly<Record<string, string>> = {
  'psycopg2.connect': 'postgres',
  'psycopg.connect': 'postgres',
  'psycopg.AsyncConnection.connect': 'postgres',
  'psycopg2.pool.SimpleConnectionPool': 'postgres',
  'psycopg2.pool.ThreadedConnectionPool': 'postgres',
  'psycopg_pool.ConnectionPool': 'postgres',
  'asyncpg.connect': 'postgres',
  'asyncpg.create_pool': 'postgres',
  'pg8000.connect': 'postgres',
  'pymysql.connect': 'mysql',
  'pymysql.connections.Connection': 'mysql',
  'aiomysql.connect': 'mysql',
  'MySQLdb.connect': 'mysql',
  'mysql.connector.connect': 'mysql',
  'mariadb.connect': 'mysql',
  'pymssql.connect': 'mssql',
  'snowflake.connector.connect': 'snowflake',
  'redshift_connector.connect': 'redshift',
  'trino.dbapi.connect': 'trino',
  'prestodb.dbapi.connect': 'trino',
  'pyhive.presto.connect': 'trino',
  'pyhive.hive.connect': 'hive',
  'pyhive.hive.Connection': 'hive',
  'impala.dbapi.connect': 'hive',
  'databricks.sql.connect': 'databricks',
  'clickhouse_connect.get_client': 'clickhouse',
  'clickhouse_connect.get_async_client': 'clickhouse',
  'clickhouse_driver.Client': 'clickhouse',
  'clickhouse_driver.connect': 'clickhouse',
  'teradatasql.connect': 'teradata',
  'vertica_python.connect': 'vertica',
  'ibm_db.connect': 'db2',
  'cassandra.cluster.Cluster': 'cassandra',
};
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
    ...each(
      [
        'sqlalchemy.create_engine',
        'sqlalchemy.engine.create_engine',
        'sqlmodel.create_engine',
        'databases.Database',
        'records.Database',
        'sqlalchemy.ext.asyncio.create_async_engine',
        'dataset.connect',
      ],
      engineRule,
    ),
    'sqlalchemy.engine_from_config': engineRule,
    ...each(
      [
        'sqlalchemy.engine.URL.create',
        'sqlalchemy.URL.create',
        'sqlalchemy.engine.url.URL',
        'sqlalchemy.engine.url.URL.create',
        'sqlalchemy.engine.URL',
        'snowflake.sqlalchemy.URL',
      ],
      urlRule,
    ),
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
    ...each(
      [
        'sqlalchemy.orm.sessionmaker',
        'sqlalchemy.orm.scoped_session',
        'sqlalchemy.ext.asyncio.async_sessionmaker',
        'sqlalchemy.ext.asyncio.AsyncSession',
        'sqlalchemy.orm.Session',
        'sqlmodel.Session',
      ],
      onRule(0, 'bind', 'session_factory'),
    ),
    ...Object.fromEntries(Object.entries(DRIVERS).map(([name, scheme]) => [name, connectRule(scheme)])),
    ...each(
      ['cx_Oracle.connect', 'oracledb.connect', 'cx_Oracle.SessionPool', 'oracledb.create_pool'],
      oracleRule,
    ),
    ...each(['pyodbc.connect', 'turbodbc.connect', 'pypyodbc.connect'], odbcRule),
    ...each(
      ['sqlite3.connect', 'sqlite3.Connection', 'aiosqlite.connect', 'sqlite3.dbapi2.connect'],
      embeddedRule('sqlite'),
    ),
    'duckdb.connect': embeddedRule('duckdb'),
    ...each(['pyathena.connect', 'pyathena.connection.Connection'], fixedRule('awsathena', 'schema_name')),
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
    'snowflake.snowpark.Session.builder.configs': connectRule('snowflake'),
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
