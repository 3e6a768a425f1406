import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../tableSpace.js';
import { callBack, callbackOf, dataOfArguments, entryOf, entryText, object } from './javascriptValues.js';

const SQL =
  /^[\s(]*(--[^\n]*\n\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace)\s/i;
const HOSTS = ['host', 'server', 'account', 'hostname', 'url', 'endpoint'];

/** The space that settings of a client name: a URL, or host, port and database. */
function spaceOf(scheme: string, settings: Value | undefined): { namespace: string; prefix: string } {
  const [direct] = stringsOf(settings?.items ? undefined : settings);
  const given = direct ?? entryText(settings, 'connectionString', 'connection', 'uri', 'connectString');
  if (given?.includes('://') && !given.startsWith('http')) return tableSpaceOfUrl(given);
  const inner = settings?.fields?.get('connection') ?? settings?.fields?.get('replication');
  const nested = inner?.fields ? inner : settings;
  const host = entryText(nested, ...HOSTS)
    ?.replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  const port = entryText(nested, 'port');
  const parts = [entryText(nested, 'database', 'dbname', 'db'), entryText(nested, 'schema')];
  const prefix = parts.filter((part) => part !== undefined && part !== '' && !part.startsWith('{')).join('.');
  if (host === undefined || host === '' || host.startsWith('{')) return { namespace: scheme, prefix };
  const server = host.includes(':') || port === undefined ? host : `${host}:${port}`;
  return { namespace: `${scheme}://${server}`, prefix };
}

function connection(call: Call, machine: Machine, space: { namespace: string; prefix: string }): Value {
  return object(call, machine, 'js.Sql', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
  });
}

const connectRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const [settings] = call.args;
    const value = connection(call, machine, spaceOf(scheme, settings));
    const callback = callbackOf(call);
    if (callback) machine.call(callback, [NOTHING, value], call);
    return value;
  };

/** `new Database('file.db')`. */
const embeddedRule =
  (scheme: string): Rule =>
  (call, machine) => {
    const [path] = stringsOf(call.args[0]);
    return connection(call, machine, tableSpaceOfUrl(`${scheme}:///${path ?? ''}`));
  };

/** The server of a client's settings, by the name of its dialect. */
const DIALECTS: readonly [RegExp, string][] = [
  [/pg|postgres|cockroach|redshift/, 'postgres'],
  [/mysql|maria/, 'mysql'],
  [/mssql|sqlserver|tedious/, 'mssql'],
  [/oracle/, 'oracle'],
  [/sqlite/, 'sqlite'],
  [/snowflake/, 'snowflake'],
  [/bigquery/, 'bigquery'],
];

export function dialectSpace(settings: Value | undefined): { namespace: string; prefix: string } {
  const [direct] = stringsOf(settings?.items ? undefined : settings);
  if (direct?.includes('://')) return tableSpaceOfUrl(direct);
  const written = (entryText(settings, 'client', 'dialect', 'type') ?? '').toLowerCase();
  const scheme = DIALECTS.find(([pattern]) => pattern.test(written))?.[1] ?? UNKNOWN_SPACE.namespace;
  const file =
    entryText(settings, 'storage', 'filename') ?? entryText(entryOf(settings, 'connection'), 'filename');
  if (scheme === 'sqlite')
    return tableSpaceOfUrl(`sqlite:///${file ?? entryText(settings, 'database') ?? ''}`);
  const url = entryText(settings, 'url');
  return url?.includes('://') ? tableSpaceOfUrl(url) : spaceOf(scheme, settings);
}

function spaceOfReceiver(call: Call): { namespace: string; prefix: string } {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0];
  return namespace === undefined
    ? UNKNOWN_SPACE
    : { namespace, prefix: stringsOf(storedField(call.receiver, 'prefix'))[0] ?? '' };
}

function isConnection(call: Call): boolean {
  return cellsOf(call.receiver).some((cell) => cell.type === 'js.Sql');
}

/** SQL as the first argument, or in an object of settings. */
function sqlOf(call: Call): Value | undefined {
  const [first] = call.args;
  return first?.fields ? entryOf(first, 'text', 'sql', 'query', 'sqlText', 'statement') : first;
}

const queryRule: Rule = (call, machine) => {
  const sql = sqlOf(call);
  const looksLike = stringsOf(sql).some((text) => SQL.test(text));
  if (!looksLike && !(isConnection(call) && sql && !sql.fields)) {
    const flow = joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataOfArguments(call.args));
    return {
      ...carrying(flow),
      ...(call.receiver?.references ? { references: call.receiver.references } : {}),
    };
  }
  const result = carrying(machine.query(call, sql, spaceOfReceiver(call)));
  for (const cell of cellsOf(call.receiver)) cell.fields.set('answer', result);
  const complete = entryOf(call.args[0], 'complete');
  if (complete) machine.call(complete, [NOTHING, NOTHING, result], call);
  callBack(call, machine, result);
  return result;
};

/** `db.prepare(sql).all()`: the statement runs when it is asked. */
const prepareRule: Rule = (call, machine) => {
  const result = queryRule(call, machine);
  return object(call, machine, 'js.Statement', { answer: result }, flowOf(result));
};

const answerRule: Rule = (call) => storedField(call.receiver, 'answer') ?? call.receiver ?? NOTHING;
const selfRule: Rule = (call, machine) => {
  const callback = callbackOf(call);
  if (callback && call.receiver) machine.call(callback, [NOTHING, call.receiver], call);
  return call.receiver ?? NOTHING;
};
/** `transaction(async (tx) => …)`: the function gets what runs its statements. */
const transactionRule: Rule = (call, machine) => {
  const callback = callbackOf(call);
  return callback && call.receiver
    ? machine.call(callback, [call.receiver], call)
    : (call.receiver ?? NOTHING);
};

/** A tagged template of postgres.js or of a client that is itself a function. */
const taggedRule: Rule = (call, machine) => queryRule(call, machine);

const insertRule: Rule = (call, machine) => {
  const [settings] = call.args;
  const space = spaceOfReceiver(call);
  const table = entryOf(settings, 'table');
  const name = stringsOf(table)[0];
  if (name === undefined) return carrying(NO_FLOW);
  const values = entryOf(settings, 'values');
  const full = space.prefix === '' || name.includes('.') ? name : `${space.prefix}.${name}`;
  machine.write(call, constant(full), values ? flowOf(values) : NO_FLOW, {
    kind: 'table',
    namespace: space.namespace,
  });
  return NOTHING;
};

const QUERIES = [
  'query',
  'execute',
  'raw',
  '$queryRawUnsafe',
  '$executeRawUnsafe',
  '$queryRaw',
  '$executeRaw',
  'unsafe',
  'exec',
  'all',
  'get',
  'run',
  'each',
  'one',
  'many',
  'any',
  'none',
  'oneOrNone',
  'manyOrNone',
  'batch',
  'runAndReadAll',
  'stream',
  'queryStream',
  'command',
];
const CHAIN = ['connect', 'getConnection', 'request', 'promise', 'input', 'acquire', 'session', 'close'];

/** Drivers and clients that run SQL given as text. */
export const javascriptDatabases: Library = {
  name: 'javascriptDatabases',
  languages: ['javascript'],
  functions: {
    'pg.Client': connectRule('postgres'),
    'pg.Pool': connectRule('postgres'),
    'pg-promise': () => ({ references: [{ kind: 'external', name: 'pg.Pool' }], flow: NO_FLOW }),
    postgres: (call, machine) => connectRule('postgres')(call, machine),
    '@neondatabase/serverless.neon': connectRule('postgres'),
    'slonik.createPool': connectRule('postgres'),
    '@vercel/postgres.sql': (call, machine) =>
      queryRule({ ...call, receiver: connectRule('postgres')({ ...call, args: [] }, machine) }, machine),
    ...Object.fromEntries(
      ['mysql', 'mysql2', 'mysql2/promise', 'mariadb'].flatMap((name) =>
        ['createConnection', 'createPool'].map((method) => [`${name}.${method}`, connectRule('mysql')]),
      ),
    ),
    'mssql.connect': connectRule('mssql'),
    'mssql.ConnectionPool': connectRule('mssql'),
    'mssql.query': queryRule,
    'mssql.Request': (call, machine) => connection(call, machine, { namespace: 'mssql', prefix: '' }),
    'oracledb.getConnection': connectRule('oracle'),
    'oracledb.createPool': connectRule('oracle'),
    'sqlite3.verbose': () => ({ references: [{ kind: 'external', name: 'sqlite3' }], flow: NO_FLOW }),
    'sqlite3.Database': embeddedRule('sqlite'),
    'sqlite.open': (call, machine) =>
      embeddedRule('sqlite')({ ...call, args: [entryOf(call.args[0], 'filename') ?? NOTHING] }, machine),
    'better-sqlite3': embeddedRule('sqlite'),
    'bun:sqlite.Database': embeddedRule('sqlite'),
    'duckdb.Database': embeddedRule('duckdb'),
    'duckdb-async.Database.create': embeddedRule('duckdb'),
    '@duckdb/node-api.DuckDBInstance.create': embeddedRule('duckdb'),
    'snowflake-sdk.createConnection': connectRule('snowflake'),
    '@clickhouse/client.createClient': connectRule('clickhouse'),
    '@clickhouse/client-web.createClient': connectRule('clickhouse'),
    'cassandra-driver.Client': (call, machine) => {
      const [settings] = call.args;
      const [host] = stringsOf(entryOf(settings, 'contactPoints'));
      return connection(call, machine, {
        namespace: host === undefined ? 'cassandra' : `cassandra://${host}`,
        prefix: entryText(settings, 'keyspace') ?? '',
      });
    },
    'trino-client.Trino.create': connectRule('trino'),
    '@databricks/sql.DBSQLClient': connectRule('databricks'),
  },
  methods: {
    ...Object.fromEntries(QUERIES.flatMap((name) => [[`js.Sql.${name}`, queryRule]])),
    ...Object.fromEntries(
      [
        'query',
        'execute',
        'raw',
        'exec',
        '$queryRaw',
        '$queryRawUnsafe',
        '$executeRaw',
        '$executeRawUnsafe',
        'runSql',
        'executeSql',
      ].map((name) => [`*.${name}`, queryRule]),
    ),
    ...Object.fromEntries(CHAIN.map((name) => [`js.Sql.${name}`, selfRule])),
    'js.Sql.transaction': transactionRule,
    'js.Sql.begin': transactionRule,
    'js.Sql.tx': transactionRule,
    'js.Sql.__call__': taggedRule,
    'js.Sql.prepare': prepareRule,
    'js.Sql.insert': insertRule,
    ...Object.fromEntries(
      ['all', 'get', 'run', 'each', 'iterate', 'pluck'].map((name) => [`js.Statement.${name}`, answerRule]),
    ),
  },
};
