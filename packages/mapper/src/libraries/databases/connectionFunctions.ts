import type { Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, type Value } from '../../values/value.js';
import { each } from '../accessRules.js';
import { argument, storedField } from '../arguments.js';
import { tableSpaceOf, tableSpaceOfUrl, UNKNOWN_SPACE } from '../tableSpace.js';
import { connectionSpace, textOf } from './connectionSpace.js';

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

/** `connect(host=…, dbname=…)`, or a DSN or URL as the first argument. */
const connectRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const given = stringOf(argument(call, 0, 'dsn', 'uri', 'conninfo', 'connectionString'));
    if (given?.includes('://')) return connection(call, machine, tableSpaceOfUrl(given));
    return connection(call, machine, connectionSpace(call, scheme, given?.includes('=') ? given : ''));
  };

/** `connect(user, password, 'host:port/service')` of Oracle. */
const oracleRule: Rule = (call, machine) => {
  const dsn = stringOf(argument(call, 2, 'dsn')) ?? stringOf(call.args[0]) ?? '';
  const match = /^(?:[^@]*@)?\/*([^/:]+)(?::(\d+))?\/(\w+)/.exec(dsn);
  if (!match) return connection(call, machine, connectionSpace(call, 'oracle', ''));
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
  return connection(call, machine, connectionSpace(call, scheme, words));
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
  return connection(call, machine, connectionSpace(call, namespace.replace(/:\/\/host$/, ''), ''));
};

/** An object of another class that works on a connection, such as a session on its engine. */
const onRule =
  (position: number | undefined, ...names: string[]): Rule =>
  (call, machine) => {
    const given = argument(call, position, ...names);
    const from = storedField(given, 'namespace') || stringOf(given) !== undefined ? given : call.receiver;
    return connection(call, machine, tableSpaceOf(from));
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

/** Functions that open a connection, or make what stands for one. */
export const connectionFunctions: Library['functions'] = {
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
  'snowflake.snowpark.Session.builder.configs': connectRule('snowflake'),
};
