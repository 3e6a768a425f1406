import type { Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { constant, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../tableSpace.js';
import { spelled } from './rVectors.js';

/** Drivers by the function that makes them. */
const DRIVERS: Readonly<Record<string, string>> = {
  Postgres: 'postgres',
  PostgreSQL: 'postgres',
  RedshiftDriver: 'redshift',
  Redshift: 'redshift',
  MariaDB: 'mysql',
  MySQL: 'mysql',
  SQLite: 'sqlite',
  duckdb: 'duckdb',
  athena: 'awsathena',
  bigquery: 'bigquery',
  Oracle: 'oracle',
  Presto: 'trino',
  Trino: 'trino',
  clickhouse: 'clickhouse',
  Snowflake: 'snowflake',
  snowflake: 'snowflake',
  databricks: 'databricks',
  odbc: 'odbc',
  JDBC: 'jdbc',
};

/** The server that the name of a driver, a dialect or a DSN tells. */
function schemeOf(text: string): string | undefined {
  const known: [RegExp, string][] = [
    [/sql server|sqlserver|mssql|pdw|freetds|synapse|azure/i, 'mssql'],
    [/redshift/i, 'redshift'],
    [/postgres/i, 'postgres'],
    [/snowflake/i, 'snowflake'],
    [/bigquery/i, 'bigquery'],
    [/mysql|maria/i, 'mysql'],
    [/oracle/i, 'oracle'],
    [/athena/i, 'awsathena'],
    [/hive|impala/i, 'hive'],
    [/databricks|spark/i, 'databricks'],
    [/presto|trino/i, 'trino'],
    [/sqlite/i, 'sqlite'],
    [/duckdb/i, 'duckdb'],
    [/clickhouse/i, 'clickhouse'],
  ];
  return known.find(([pattern]) => pattern.test(text))?.[1];
}

function connected(call: Call, machine: Machine, space: TableSpace): Value {
  const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
  cell.fields.set('namespace', constant(space.namespace));
  cell.fields.set('prefix', constant(space.prefix));
  return value;
}

const driverRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sql.Driver', NO_FLOW);
  cell.fields.set('scheme', constant(DRIVERS[call.name] ?? 'sql'));
  const database = argument(call, 0, 'dbdir');
  if (database && call.name === 'duckdb') cell.fields.set('database', database);
  return value;
};

/** `dbDriver("PostgreSQL")`. */
const namedDriverRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'sql.Driver', NO_FLOW);
  cell.fields.set('scheme', constant(schemeOf(stringOf(call.args[0]) ?? '') ?? 'sql'));
  return value;
};

function schemeOfCall(call: Call): string {
  const driver = argument(call, 0, 'drv', 'driver');
  const written = spelled(storedField(driver, 'scheme'));
  const described = ['driver', 'Driver', 'dsn', 'DSN', '.connection_string', 'dbms'].flatMap((name) =>
    stringsOf(call.named.get(name)),
  );
  if (written === 'odbc' || written === 'jdbc' || written === undefined) {
    const texts = [...described, ...call.args.flatMap((each) => stringsOf(each))];
    return texts.map(schemeOf).find((each) => each !== undefined) ?? 'sql';
  }
  return written;
}

function embeddedSpace(call: Call, scheme: string): TableSpace {
  const file =
    spelled(argument(call, 1, 'dbname', 'dbdir', 'path')) ??
    spelled(storedField(call.args[0], 'database')) ??
    '';
  return tableSpaceOfUrl(`${scheme}:///${file.replace(/^\.\//, '')}`);
}

function athenaSpace(call: Call): TableSpace {
  const region = spelled(argument(call, undefined, 'region_name', 'region'));
  const schema = spelled(argument(call, undefined, 'schema_name', 'database')) ?? 'default';
  const namespace = region === undefined ? 'awsathena' : `awsathena://athena.${region}.amazonaws.com`;
  return { namespace, prefix: `AwsDataCatalog.${schema}` };
}

function bigQuerySpace(call: Call): TableSpace {
  const parts = [argument(call, undefined, 'project'), argument(call, undefined, 'dataset')].flatMap(
    (each) => spelled(each) ?? [],
  );
  return { namespace: 'bigquery', prefix: parts.join('.') };
}

function serverSpace(call: Call, scheme: string): TableSpace {
  const text = (...names: string[]): string | undefined => spelled(argument(call, undefined, ...names));
  const url = stringsOf(argument(call, 1, 'url')).find((each) => /^jdbc:/.test(each));
  if (url) return tableSpaceOfUrl(url.replace(/^jdbc:/, '').replace(/^sqlserver:/, 'mssql:'));
  const [host, named] = (text('host', 'server', 'Server', 'hostname', 'account') ?? '').split('/');
  const port = text('port', 'Port');
  const database = text('dbname', 'database', 'Database') ?? named;
  const schema = text('schema', 'Schema');
  const prefix = [database, schema].filter((each) => each !== undefined).join('.');
  if (!host) return { namespace: scheme, prefix };
  const { namespace } = tableSpaceOfUrl(`${scheme}://${host}${port === undefined ? '' : `:${port}`}`);
  return { namespace, prefix };
}

function spaceOfCall(call: Call): TableSpace {
  const scheme = schemeOfCall(call);
  if (scheme === 'sqlite' || scheme === 'duckdb') return embeddedSpace(call, scheme);
  if (scheme === 'awsathena') return athenaSpace(call);
  if (scheme === 'bigquery') return bigQuerySpace(call);
  return scheme === 'sql' && !call.named.has('host') ? UNKNOWN_SPACE : serverSpace(call, scheme);
}

const connectRule: Rule = (call, machine) => {
  const details = argument(call, 0, 'connectionDetails');
  if (cellsOf(details).some((cell) => cell.type === 'sql.Connection')) return details ?? NOTHING;
  return connected(call, machine, spaceOfCall(call));
};

/** `odbcConnect("dsn")` of RODBC, and its kin. */
const odbcRule: Rule = (call, machine) => {
  const written = call.args.flatMap((each) => stringsOf(each)).join(';');
  const scheme = schemeOf(written);
  const server = /server=([^;]+)/i.exec(written)?.[1];
  const database = /database=([^;]+)/i.exec(written)?.[1];
  if (scheme === undefined || server === undefined)
    return connected(call, machine, { namespace: scheme ?? 'sql', prefix: database ?? '' });
  return connected(call, machine, {
    namespace: tableSpaceOfUrl(`${scheme}://${server}`).namespace,
    prefix: database ?? '',
  });
};

const sparkRule: Rule = (call, machine) => connected(call, machine, { namespace: 'hive', prefix: '' });

const memoryRule: Rule = (call, machine) =>
  connected(call, machine, { namespace: call.name.includes('duckdb') ? 'duckdb' : 'sqlite', prefix: '' });

const CONNECTS = [
  'dbConnect',
  'dbPool',
  'createConnectionDetails',
  'connect',
  'connection_open',
  'src_postgres',
  'src_mysql',
  'src_sqlite',
  'createDbiConnectionDetails',
];

/** Connections to databases: DBI and its drivers, pool, RODBC, sparklyr, DatabaseConnector. */
export const rConnections: Library = {
  name: 'rConnections',
  languages: ['r'],
  functions: {
    ...Object.fromEntries(Object.keys(DRIVERS).map((name) => [name, driverRule])),
    dbDriver: namedDriverRule,
    ...Object.fromEntries(CONNECTS.map((name) => [name, connectRule])),
    odbcConnect: odbcRule,
    odbcDriverConnect: odbcRule,
    spark_connect: sparkRule,
    'sparkR.session': sparkRule,
    simulate_dbi: memoryRule,
    src_memdb: memoryRule,
    dbQuoteIdentifier: (call) => call.args[1] ?? NOTHING,
    dbQuoteLiteral: (call) => call.args[1] ?? NOTHING,
    dbQuoteString: (call) => call.args[1] ?? NOTHING,
    sqlInterpolate: (call) => argument(call, 1, 'sql') ?? NOTHING,
    poolCheckout: (call) => call.args[0] ?? NOTHING,
  },
  methods: {},
};
