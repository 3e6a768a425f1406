import type { Call, Library, Machine, Rule, TableSpace } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { argument, cellsOf } from './arguments.js';
import { tableSpaceOf, tableSpaceOfUrl, UNKNOWN_SPACE } from './tableSpace.js';

const LOOKS_LIKE_SQL =
  /^[\s(]*(--[^\n]*\n\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete)\s/i;

function connection(call: Call, machine: Machine, space: TableSpace): Value {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
}

const engineRule: Rule = (call, machine) => {
  const url = argument(call, 0, 'url', 'uri', 'conn_str');
  const [known] = stringsOf(url);
  return connection(call, machine, known === undefined ? UNKNOWN_SPACE : tableSpaceOfUrl(known));
};

/** `connect(host=…, dbname=…)`, or a DSN or URL as the first argument. */
const connectRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const given = stringOf(argument(call, 0, 'dsn', 'uri'));
    if (given?.includes('://')) return connection(call, machine, tableSpaceOfUrl(given));
    const fields = new Map(
      [...(given ?? '').matchAll(/(\w+)\s*=\s*(\S+)/g)].map((each) => [each[1], each[2]]),
    );
    const part = (...names: string[]): string | undefined =>
      names
        .map((name) => stringOf(argument(call, undefined, name)) ?? fields.get(name))
        .find((each) => each !== undefined);
    const host = part('host', 'account', 'server');
    const port = argument(call, undefined, 'port')?.texts?.[0]?.value ?? fields.get('port');
    const server = host === undefined ? scheme : `${scheme}://${host}${port === undefined ? '' : `:${port}`}`;
    const prefix = [part('dbname', 'database', 'db'), part('schema')]
      .filter((each) => each !== undefined)
      .join('.');
    return connection(call, machine, { namespace: server, prefix });
  };

const embeddedRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const path = stringOf(argument(call, 0, 'database')) ?? '';
    return connection(call, machine, tableSpaceOfUrl(`${scheme}:///${path}`));
  };

const fixedRule =
  (namespace: string): Rule =>
  (call, machine) =>
    connection(call, machine, { namespace, prefix: '' });

/** A cursor or transaction is its connection. */
const selfRule: Rule = (call) => call.receiver ?? NOTHING;

/** Remembers the answer on the connection, so that `cursor.fetchall()` finds it. */
const executeRule: Rule = (call, machine) => {
  const sql = argument(call, 0, 'sql', 'query', 'statement', 'operation');
  const known = stringsOf(sql);
  const typed = cellsOf(call.receiver).some((cell) => cell.type === 'sql.Connection');
  if (!typed && !known.some((text) => LOOKS_LIKE_SQL.test(text))) return carrying(sql?.flow ?? NO_FLOW);
  const answer = carrying(machine.query(call, sql, tableSpaceOf(call.receiver)));
  for (const cell of cellsOf(call.receiver)) cell.fields.set('answer', answer);
  return answer;
};

const fetchRule: Rule = (call) => {
  const answers = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('answer') ?? []);
  return answers[0] ?? carrying(call.receiver?.flow ?? NO_FLOW);
};

const textRule: Rule = (call) => call.args[0] ?? NOTHING;

const METHODS = [
  'connect',
  'begin',
  'cursor',
  'raw_connection',
  'execution_options',
  'session',
  'get_conn',
  'get_connection',
];
const EXECUTES = [
  'execute',
  'executemany',
  'sql',
  'query',
  'query_and_wait',
  'read_sql',
  'get_pandas_df',
  'run_query',
];
const FETCHES = ['fetchall', 'fetchone', 'fetchmany', 'fetch_pandas_all', 'fetchdf', 'fetch_df'];

/** SQLAlchemy, the DB-API drivers, and clients that run a query given as text. */
export const databases: Library = {
  name: 'databases',
  functions: {
    'sqlalchemy.create_engine': engineRule,
    'sqlalchemy.engine.create_engine': engineRule,
    'sqlalchemy.text': textRule,
    'sqlalchemy.sql.text': textRule,
    'psycopg2.connect': connectRule('postgres'),
    'psycopg.connect': connectRule('postgres'),
    'pymysql.connect': connectRule('mysql'),
    'MySQLdb.connect': connectRule('mysql'),
    'mysql.connector.connect': connectRule('mysql'),
    'pymssql.connect': connectRule('mssql'),
    'snowflake.connector.connect': connectRule('snowflake'),
    'redshift_connector.connect': connectRule('redshift'),
    'trino.dbapi.connect': connectRule('trino'),
    'sqlite3.connect': embeddedRule('sqlite'),
    'duckdb.connect': embeddedRule('duckdb'),
    'google.cloud.bigquery.Client': fixedRule('bigquery'),
    'duckdb.sql': executeRule,
    'duckdb.query': executeRule,
  },
  methods: {
    ...Object.fromEntries(METHODS.map((name) => [`sql.Connection.${name}`, selfRule])),
    ...Object.fromEntries(
      EXECUTES.flatMap((name) => [
        [`sql.Connection.${name}`, executeRule],
        [`*.${name}`, executeRule],
      ]),
    ),
    ...Object.fromEntries(FETCHES.map((name) => [`sql.Connection.${name}`, fetchRule])),
  },
};
