import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';
import { itself } from '../../accessRules.js';
import { storedField } from '../../arguments.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../../tableSpace.js';
import { dataOfArguments, entryOf, entryText, forTypes, object, textArgument } from '../goValues.js';
import { type Space, spaceOfReceiver } from './spaceOfReceiver.js';
import { qualified, queryRule } from './statementRules.js';

const DRIVERS: Readonly<Record<string, string>> = {
  postgres: 'postgres',
  pgx: 'postgres',
  cloudsqlpostgres: 'postgres',
  mysql: 'mysql',
  sqlite3: 'sqlite',
  sqlite: 'sqlite',
  sqlserver: 'mssql',
  mssql: 'mssql',
  snowflake: 'snowflake',
  clickhouse: 'clickhouse',
  duckdb: 'duckdb',
  trino: 'trino',
  presto: 'trino',
  godror: 'oracle',
  oracle: 'oracle',
  athena: 'awsathena',
  bigquery: 'bigquery',
  databricks: 'databricks',
};

/** MySQL's `user:pass@tcp(host:port)/db`, libpq's pairs, or a URL. */
function spaceOfSource(scheme: string, source: string | undefined): Space {
  if (source === undefined) return { namespace: scheme, prefix: '' };
  if (source.includes('://')) {
    const space = tableSpaceOfUrl(source);
    return space.namespace === UNKNOWN_SPACE.namespace ? { namespace: scheme, prefix: '' } : space;
  }
  if (scheme === 'sqlite' || scheme === 'duckdb')
    return tableSpaceOfUrl(`${scheme}:///${source.replace(/^file:/, '').replace(/\?.*$/, '')}`);
  const tcp = /@tcp\(([^)]+)\)\/([^?]*)/.exec(source);
  if (tcp) return { namespace: `${scheme}://${tcp[1]}`, prefix: known(tcp[2]) };
  const pairs = new Map([...source.matchAll(/(\w+)\s*=\s*('[^']*'|\S+)/g)].map((each) => [each[1], each[2]]));
  const [host, port] = [pairs.get('host'), pairs.get('port')];
  const server =
    host === undefined || host.startsWith('{')
      ? scheme
      : `${scheme}://${host}${port === undefined || port.startsWith('{') ? '' : `:${port}`}`;
  return { namespace: server, prefix: known(pairs.get('dbname') ?? pairs.get('database')) };
}

function known(name: string | undefined): string {
  return name === undefined || name.startsWith('{') ? '' : name;
}

function connection(call: Call, machine: Machine, space: Space): Value {
  return object(call, machine, 'go.Sql', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
  });
}

/** `sql.Open(driver, source)`. */
const openRule: Rule = (call, machine) => {
  const [driver, source] = call.args[0]?.texts ? call.args : call.args.slice(1);
  const scheme = DRIVERS[stringOf(driver) ?? ''] ?? UNKNOWN_SPACE.namespace;
  return connection(call, machine, spaceOfSource(scheme, stringsOf(source)[0]));
};

/** `pgx.Connect(ctx, url)`. */
const connectRule =
  (scheme: string): Rule =>
  (call, machine) =>
    connection(call, machine, spaceOfSource(scheme, stringsOf(textArgument(call))[0]));

/** `clickhouse.Open(&clickhouse.Options{Addr: …, Auth: …})`. */
const clickhouseRule: Rule = (call, machine) => {
  const [options] = call.args;
  const [address] = stringsOf(entryOf(options, 'Addr'));
  const prefix = entryText(entryOf(options, 'Auth'), 'Database') ?? '';
  return connection(call, machine, {
    namespace: address === undefined ? 'clickhouse' : `clickhouse://${address}`,
    prefix: known(prefix),
  });
};

const copyFromRule: Rule = (call, machine) => {
  const table = call.args.find((each) => each.items ?? stringsOf(each).length > 0);
  const names = stringsOf(table);
  const space = spaceOfReceiver(call);
  if (names.length > 0)
    machine.write(call, qualified(space, constant(names.join('.'))), dataOfArguments(call.args), {
      kind: 'table',
      namespace: space.namespace,
    });
  return NOTHING;
};

const cassandraRule: Rule = (call, machine) => {
  const hosts = call.args.flatMap((each) => stringsOf(each));
  return object(call, machine, 'github.com/gocql/gocql.ClusterConfig', {
    namespace: constant(hosts[0] === undefined ? 'cassandra' : `cassandra://${hosts[0]}`),
  });
};

const cassandraSessionRule: Rule = (call, machine) =>
  object(call, machine, 'go.Sql', {
    namespace: storedField(call.receiver, 'namespace'),
    prefix: storedField(call.receiver, 'Keyspace'),
  });

const TYPES = [
  'go.Sql',
  'database/sql.DB',
  'database/sql.Tx',
  'database/sql.Conn',
  'github.com/jmoiron/sqlx.DB',
  'github.com/jmoiron/sqlx.Tx',
  'github.com/jackc/pgx.Conn',
  'github.com/jackc/pgx.Tx',
  'github.com/jackc/pgx/pgxpool.Pool',
  'github.com/ClickHouse/clickhouse-go/lib/driver.Conn',
  'github.com/gocql/gocql.Session',
];

const QUERIES = [
  'Query',
  'QueryRow',
  'QueryContext',
  'QueryRowContext',
  'Queryx',
  'QueryRowx',
  'Exec',
  'ExecContext',
  'MustExec',
  'NamedExec',
  'NamedQuery',
  'Select',
  'Get',
  'SelectContext',
  'GetContext',
  'Prepare',
  'PrepareContext',
  'PrepareBatch',
  'Preparex',
];

const CHAIN = ['Begin', 'BeginTx', 'Beginx', 'BeginTxx', 'MustBegin', 'Conn', 'Acquire', 'Unsafe'];

/** database/sql and its extensions, pgx, gorm, ClickHouse and Cassandra. */
export const goDatabases: Library = {
  name: 'goDatabases',
  languages: ['go'],
  functions: {
    'database/sql.Open': openRule,
    'database/sql.OpenDB': (call) => call.args[0] ?? NOTHING,
    ...Object.fromEntries(
      ['Open', 'Connect', 'MustConnect', 'MustOpen', 'ConnectContext', 'NewDb'].map((name) => [
        `github.com/jmoiron/sqlx.${name}`,
        openRule,
      ]),
    ),
    'github.com/jackc/pgx.Connect': connectRule('postgres'),
    'github.com/jackc/pgx/pgxpool.New': connectRule('postgres'),
    'github.com/jackc/pgx/pgxpool.Connect': connectRule('postgres'),
    'github.com/jackc/pgx/pgxpool.ParseConfig': (call) => call.args[0] ?? NOTHING,
    'github.com/jackc/pgx/pgxpool.NewWithConfig': connectRule('postgres'),
    'github.com/ClickHouse/clickhouse-go.Open': clickhouseRule,
    'github.com/ClickHouse/clickhouse-go.OpenDB': clickhouseRule,
    'gorm.io/driver/postgres.Open': connectRule('postgres'),
    'gorm.io/driver/mysql.Open': connectRule('mysql'),
    'gorm.io/driver/sqlite.Open': connectRule('sqlite'),
    'gorm.io/driver/sqlserver.Open': connectRule('mssql'),
    'gorm.io/driver/clickhouse.Open': connectRule('clickhouse'),
    'github.com/jinzhu/gorm.Open': openRule,
    'github.com/gocql/gocql.NewCluster': cassandraRule,
  },
  methods: {
    ...forTypes(TYPES, QUERIES, queryRule(true)),
    ...forTypes(TYPES, CHAIN, itself),
    ...forTypes(TYPES, ['CopyFrom'], copyFromRule),
    ...Object.fromEntries(
      [
        'Query',
        'QueryRow',
        'QueryContext',
        'QueryRowContext',
        'Exec',
        'ExecContext',
        'Queryx',
        'NamedExec',
        'Select',
        'Get',
        'Raw',
      ].map((name) => [`*.${name}`, queryRule(false)]),
    ),
    ...forTypes(['github.com/gocql/gocql.ClusterConfig'], ['CreateSession'], cassandraSessionRule),
  },
};
