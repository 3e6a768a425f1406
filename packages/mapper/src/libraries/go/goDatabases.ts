import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from '../tableSpace.js';
import { dataOfArguments, entryOf, entryText, forTypes, object, textArgument } from './goValues.js';

type Space = { namespace: string; prefix: string };

const SQL =
  /^[\s(]*(--[^\n]*\n\s*)*(select|with|insert|create|merge|update|copy|export|unload|load|delete|replace)\s/i;
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

function spaceOfReceiver(call: Call): Space {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0];
  if (namespace !== undefined)
    return { namespace, prefix: stringsOf(storedField(call.receiver, 'prefix'))[0] ?? '' };
  const type = cellsOf(call.receiver)[0]?.type ?? '';
  return {
    namespace: /pgx/.test(type)
      ? 'postgres'
      : /clickhouse/.test(type)
        ? 'clickhouse'
        : UNKNOWN_SPACE.namespace,
    prefix: '',
  };
}

/** The statement is the first text that looks like one; a connection's only text is taken for one. */
function statementOf(call: Call, typed: boolean): Value | undefined {
  const sql = call.args.find((value) => stringsOf(value).some((text) => SQL.test(text)));
  if (sql || !typed) return sql;
  const rest = call.args.filter((value) => !cellsOf(value).length && !value.references);
  return rest.find((value) => value.texts || value.why !== undefined);
}

const queryRule =
  (typed: boolean): Rule =>
  (call, machine) => {
    const sql = statementOf(call, typed);
    if (!sql)
      return {
        ...carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW),
        ...(call.receiver?.references ? { references: call.receiver.references } : {}),
      };
    return carrying(machine.query(call, sql, spaceOfReceiver(call)));
  };

const selfRule: Rule = (call) => call.receiver ?? NOTHING;

// gorm: tables are structs of the repository.
function snake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

function plural(name: string): string {
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

function tableOfStruct(call: Call, machine: Machine, value: Value | undefined): Value | undefined {
  for (const cell of cellsOf(value)) {
    if (!cell.definition) continue;
    const named = machine.member({ references: [{ kind: 'instance', cell }], flow: NO_FLOW }, 'TableName');
    const isMethod = named.references?.some((each) => each.kind === 'function');
    const given = isMethod ? machine.call(named, [], call) : undefined;
    return given?.texts ? given : constant(plural(snake(cell.definition.definition.name)));
  }
  return undefined;
}

function gormTable(call: Call, machine: Machine): Value | undefined {
  const struct = call.args
    .map((each) => tableOfStruct(call, machine, each))
    .find((each) => each !== undefined);
  return storedField(call.receiver, 'table') ?? struct;
}

function qualified(space: Space, table: Value): Value {
  const prefix =
    space.prefix === '' ? '' : `${space.prefix}.${/^postgres/.test(space.namespace) ? 'public.' : ''}`;
  return mapTexts(table, (name) => (name.includes('.') ? name : `${prefix}${name}`));
}

const gormReadRule: Rule = (call, machine) => {
  const table = gormTable(call, machine);
  const space = spaceOfReceiver(call);
  if (!table)
    return { ...(call.receiver ?? NOTHING), ...carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW) };
  const flow = machine.read(call, qualified(space, table), { kind: 'table', namespace: space.namespace });
  return { ...(call.receiver ?? NOTHING), flow };
};

const gormWriteRule: Rule = (call, machine) => {
  const table = gormTable(call, machine);
  const space = spaceOfReceiver(call);
  if (table)
    machine.write(call, qualified(space, table), dataOfArguments(call.args), {
      kind: 'table',
      namespace: space.namespace,
    });
  return NOTHING;
};

const gormModelRule: Rule = (call, machine) => {
  const table = call.name.endsWith('Table') ? call.args[0] : tableOfStruct(call, machine, call.args[0]);
  const space = spaceOfReceiver(call);
  return object(call, machine, 'gorm.io/gorm.DB', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
    table,
  });
};

const gormOpenRule: Rule = (call, machine) => {
  const [dialect] = call.args;
  const space = spaceOfReceiver({ ...call, receiver: dialect });
  return object(call, machine, 'gorm.io/gorm.DB', {
    namespace: constant(space.namespace),
    prefix: constant(space.prefix),
  });
};

/** `db.Raw("select …").Scan(&rows)`, `db.Exec("insert …")`. */
const gormRawRule: Rule = (call, machine) => {
  const flow = flowOf(queryRule(true)(call, machine));
  return { ...(call.receiver ?? NOTHING), flow };
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
const GORM = ['gorm.io/gorm.DB', 'github.com/jinzhu/gorm.DB'];
const GORM_READS = [
  'Find',
  'First',
  'Last',
  'Take',
  'Scan',
  'Rows',
  'Row',
  'Pluck',
  'Count',
  'FindInBatches',
  'ScanRows',
];
const GORM_WRITES = [
  'Create',
  'Save',
  'Update',
  'Updates',
  'UpdateColumn',
  'CreateInBatches',
  'FirstOrCreate',
];
const GORM_CHAIN = [
  'Where',
  'Or',
  'Not',
  'Select',
  'Order',
  'Limit',
  'Offset',
  'Group',
  'Having',
  'Joins',
  'Preload',
  'WithContext',
  'Session',
  'Debug',
  'Clauses',
  'Distinct',
  'Unscoped',
  'Begin',
];

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
    'gorm.io/gorm.Open': gormOpenRule,
    'github.com/jinzhu/gorm.Open': openRule,
    'github.com/gocql/gocql.NewCluster': cassandraRule,
  },
  methods: {
    ...forTypes(TYPES, QUERIES, queryRule(true)),
    ...forTypes(TYPES, CHAIN, selfRule),
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
    ...forTypes(GORM, GORM_READS, gormReadRule),
    ...forTypes(GORM, GORM_WRITES, gormWriteRule),
    ...forTypes(GORM, ['Model', 'Table'], gormModelRule),
    ...forTypes(GORM, ['Raw', 'Exec'], gormRawRule),
    ...forTypes(GORM, GORM_CHAIN, selfRule),
    ...forTypes(['github.com/gocql/gocql.ClusterConfig'], ['CreateSession'], cassandraSessionRule),
  },
};
