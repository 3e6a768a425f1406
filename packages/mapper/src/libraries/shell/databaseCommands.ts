import { NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { type Connection, spaceOf, tableIn } from './databaseSpaces.js';
import { hasOption, type Options, optionOf, parseOptions } from './parseOptions.js';
import { type CommandRule, type CommandRules, inputFlow, wordOf } from './shellCommand.js';
import { pathOf, readFile, writeFile } from './shellPaths.js';
import { type SqlClient, sqlClientRule } from './sqlClient.js';

const POSTGRES: Connection = {
  scheme: 'postgres',
  host: ['-h', '--host'],
  port: ['-p', '--port'],
  database: ['-d', '--dbname'],
  variables: ['PGHOST', 'PGPORT', 'PGDATABASE'],
  operand: true,
};
const MYSQL: Connection = {
  scheme: 'mysql',
  host: ['-h', '--host'],
  port: ['-P', '--port'],
  database: ['-D', '--database'],
  variables: ['MYSQL_HOST', 'MYSQL_TCP_PORT', 'MYSQL_DATABASE'],
  operand: true,
};
const NO_OPTIONS = { host: [], port: [], database: [] };

const CLIENTS: Readonly<Record<string, SqlClient>> = {
  psql: {
    ...POSTGRES,
    values:
      '-h --host -p --port -U --username -d --dbname -c --command -f --file -v --set --variable -o --output -F --field-separator -P --pset -L --log-file -R -T',
    query: ['-c', '--command'],
    file: ['-f', '--file'],
    output: ['-o', '--output'],
  },
  mysql: {
    ...MYSQL,
    values:
      '-h --host -P --port -u --user -D --database -e --execute --default-character-set --socket -S --defaults-file --defaults-extra-file --protocol --login-path',
    query: ['-e', '--execute'],
    file: [],
  },
  sqlite3: {
    ...NO_OPTIONS,
    scheme: 'sqlite',
    values: '-cmd -init -separator -newline -nullvalue',
    singleDash: true,
    query: ['-cmd'],
    file: ['-init'],
    sqlAt: 1,
    operand: true,
  },
  duckdb: {
    ...NO_OPTIONS,
    scheme: 'duckdb',
    values: '-c -s -init -cmd -f -separator',
    singleDash: true,
    query: ['-c', '-s', '-cmd'],
    file: ['-init', '-f'],
    sqlAt: 1,
    operand: true,
  },
  'clickhouse-client': {
    scheme: 'clickhouse',
    host: ['-h', '--host'],
    port: ['--port'],
    database: ['-d', '--database'],
    values:
      '-h --host --port -d --database -u --user --password -q --query --queries-file -f --format --max_memory_usage --param_date',
    query: ['-q', '--query'],
    file: ['--queries-file'],
  },
  snowsql: {
    scheme: 'snowflake',
    host: ['-a', '--accountname'],
    port: [],
    database: ['-d', '--dbname'],
    schema: ['-s', '--schemaname'],
    values:
      '-a --accountname -u --username -d --dbname -s --schemaname -r --rolename -w --warehouse -q --query -f --filename -o --option -D --variable -c --connection --config --host',
    query: ['-q', '--query'],
    file: ['-f', '--filename'],
  },
  sqlcmd: {
    scheme: 'mssql',
    host: ['-S'],
    port: [],
    database: ['-d'],
    values: '-S -d -U -P -q -Q -i -o -s -W -h -v -t -w -l -G',
    singleDash: true,
    query: ['-Q', '-q'],
    file: ['-i'],
    output: ['-o'],
  },
  trino: {
    scheme: 'trino',
    host: ['--server'],
    port: [],
    database: ['--catalog'],
    schema: ['--schema'],
    values: '--server --catalog --schema --execute -f --file --user --output-format --session --password',
    query: ['--execute'],
    file: ['-f', '--file'],
  },
  hive: {
    ...NO_OPTIONS,
    scheme: 'hive',
    database: ['--database'],
    values: '-e -f --database --hiveconf --hivevar -d --define -i',
    singleDash: true,
    query: ['-e'],
    file: ['-f', '-i'],
  },
  beeline: {
    ...NO_OPTIONS,
    scheme: 'hive',
    database: ['-u'],
    values: '-u -n -p -d -e -f --hiveconf --hivevar --outputformat -i',
    singleDash: true,
    query: ['-e'],
    file: ['-f', '-i'],
  },
  'spark-sql': {
    ...NO_OPTIONS,
    scheme: 'hive',
    database: ['--database'],
    values:
      '-e -f --database --conf --hiveconf --hivevar --master --deploy-mode --packages --jars -d --define --name --executor-memory --driver-memory --num-executors',
    singleDash: true,
    query: ['-e'],
    file: ['-f'],
  },
  'impala-shell': {
    scheme: 'hive',
    host: ['-i', '--impalad'],
    port: [],
    database: ['-d', '--database'],
    values: '-i --impalad -d --database -q --query -f --query_file -o --output_file --var --output_delimiter',
    query: ['-q', '--query'],
    file: ['-f', '--query_file'],
    output: ['-o', '--output_file'],
  },
  cqlsh: {
    ...NO_OPTIONS,
    scheme: 'cassandra',
    database: ['-k', '--keyspace'],
    values: '-k --keyspace -e --execute -f --file -u -p --request-timeout',
    query: ['-e', '--execute'],
    file: ['-f', '--file'],
  },
};

/** `pg_dump db > file`: tables by name, else the whole database. */
const dumpRule =
  (
    connection: Connection,
    values: string,
    tables: readonly string[],
    outputs: readonly string[],
  ): CommandRule =>
  (command) => {
    const options = parseOptions(command.words, { values });
    const space = spaceOf(command, options, connection);
    const named = tables.flatMap((name) => options.given.get(name) ?? []);
    const operands = connection.scheme === 'mysql' ? options.operands.slice(1) : [];
    const access = { kind: 'table' as const, namespace: space.namespace };
    const locations = [...named, ...operands].map((each) => mapTexts(each, (table) => tableIn(space, table)));
    const whole = locations.length > 0 ? locations : [constant(`${space.prefix || '{database}'}.*`)];
    const flow = command.machine.read(command.call, { items: whole, flow: NO_FLOW }, access);
    for (const name of outputs) {
      const target = optionOf(options, name);
      if (target) writeFile(command, target, flow);
    }
    return carrying(flow);
  };

/** `pg_restore -d db file`: fills whatever the dump holds. */
const restoreRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: '-h --host -p --port -U --username -d --dbname -n --schema -t --table -j --jobs -L -F',
  });
  const space = spaceOf(command, { ...options, operands: [] }, POSTGRES);
  const file = options.operands.at(-1);
  const flow = file ? readFile(command, file) : inputFlow(command);
  const table = optionOf(options, '-t', '--table');
  const location = table
    ? mapTexts(table, (name) => tableIn(space, name))
    : constant(`${space.prefix || '{database}'}.*`);
  command.machine.write(command.call, location, flow, { kind: 'table', namespace: space.namespace });
  return NOTHING;
};

/** `bcp table in|out file -S server -d database`, `bcp "query" queryout file`. */
const bcpRule: CommandRule = (command) => {
  const style = { values: '-S -d -U -P -t -r -f -e -F -L -b -h -q', singleDash: true } as const;
  const options = parseOptions(command.words, style);
  const [table, direction, file] = options.operands;
  const space = spaceOf(command, options, { ...NO_OPTIONS, scheme: 'mssql', host: ['-S'], database: ['-d'] });
  const access = { kind: 'table' as const, namespace: space.namespace };
  const { call, machine } = command;
  if (!table || !file) return NOTHING;
  const located = mapTexts(table, (name) => tableIn(space, name.replace('..', '.dbo.')));
  const path = pathOf(command, file);
  switch (wordOf(direction)) {
    case 'in':
      machine.write(call, located, machine.read(call, path), access);
      break;
    case 'out':
      machine.write(call, path, machine.read(call, located, access));
      break;
    case 'queryout':
      machine.write(call, path, machine.query(call, table, space));
      break;
  }
  return NOTHING;
};

const MONGO =
  '--uri --host -h --port --db -d --collection -c --file --out -o --username -u --password -p --type --fields -f --query -q --authenticationDatabase --archive --drop-db --dir --fieldFile --sort --limit --ssl';

/** Server and collection of MongoDB's tools. */
function collectionOf(options: Options): { namespace: string; name: Value } {
  const uri = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)\/?([^?]*)/.exec(
    wordOf(optionOf(options, '--uri')),
  );
  const host = uri?.[1] ?? wordOf(optionOf(options, '--host', '-h'));
  const port = wordOf(optionOf(options, '--port'));
  const database = optionOf(options, '--db', '-d') ?? constant(uri?.[2] || '{database}');
  const collection = optionOf(options, '--collection', '-c') ?? constant('*');
  const server = host === '' ? 'mongodb' : `mongodb://${host}${port === '' ? '' : `:${port}`}`;
  return { namespace: server, name: concatenate([database, constant('.'), collection]) };
}

const mongoRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: MONGO });
  const { namespace, name } = collectionOf(options);
  const access = { kind: 'table' as const, namespace };
  const { call, machine } = command;
  const reads = command.name === 'mongoexport' || command.name === 'mongodump';
  const archive = optionOf(options, '--archive');
  if (reads) {
    const data = machine.read(call, name, access);
    const target = optionOf(options, '--out', '-o') ?? archive;
    if (target) machine.write(call, pathOf(command, target), data);
    return carrying(data);
  }
  const source = optionOf(options, '--file') ?? archive ?? options.operands[0] ?? optionOf(options, '--dir');
  const path = pathOf(command, source);
  machine.write(call, name, path ? machine.read(call, path) : inputFlow(command), access);
  return NOTHING;
};

const REDIS_READS = /^(get|hgetall|hget|mget|lrange|smembers|zrange|xrange|xread|json\.get)$/i;
const REDIS_WRITES = /^(set|hset|hmset|lpush|rpush|sadd|zadd|xadd|setex|json\.set)$/i;

const redisRule: CommandRule = (command) => {
  const options = parseOptions(command.words, { values: '-h -p -a -n -u --user --pass -r -i -x' });
  const host = wordOf(optionOf(options, '-h'));
  const port = wordOf(optionOf(options, '-p'));
  const url = /^rediss?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(wordOf(optionOf(options, '-u')))?.[1];
  const server = url ?? (host === '' ? '' : `${host}${port === '' ? '' : `:${port}`}`);
  const access = { namespace: server === '' ? 'redis' : `redis://${server}` };
  const [verb, key] = options.operands;
  if (hasOption(options, '--pipe'))
    command.machine.write(command.call, constant('*'), inputFlow(command), access);
  if (key && REDIS_READS.test(wordOf(verb))) return carrying(command.machine.read(command.call, key, access));
  if (key && REDIS_WRITES.test(wordOf(verb)))
    command.machine.write(command.call, key, inputFlow(command), access);
  return NOTHING;
};

const MYSQL_IMPORT: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values: `${CLIENTS.mysql?.values ?? ''} --fields-terminated-by --columns`,
  });
  const space = spaceOf(command, options, MYSQL);
  for (const file of options.operands.slice(1)) {
    const table = mapTexts(file, (path) =>
      tableIn(space, (path.split('/').at(-1) ?? path).replace(/\..*$/, '')),
    );
    command.machine.write(command.call, table, readFile(command, file), {
      kind: 'table',
      namespace: space.namespace,
    });
  }
  return NOTHING;
};

const clientRules = Object.fromEntries(
  Object.entries(CLIENTS).map(([name, client]) => [name, sqlClientRule(client)]),
);

/** `clickhouse client …`, `clickhouse local …`, `snow sql …`. */
const subcommand =
  (rule: string): CommandRule =>
  (command) =>
    clientRules[rule]?.({ ...command, words: command.words.slice(1) }) ?? NOTHING;

const DUMP_VALUES =
  '-h --host -p --port -P -U -u --username --user -d --dbname -t --table -f --file -n --schema -T -F --format -j -r --result-file -S --exclude-table --where';

/** Clients of databases. */
export const databaseCommands: CommandRules = {
  ...clientRules,
  mariadb: clientRules.mysql ?? ((): Value => NOTHING),
  presto: clientRules.trino ?? ((): Value => NOTHING),
  'presto-cli': clientRules.trino ?? ((): Value => NOTHING),
  clickhouse: subcommand('clickhouse-client'),
  snow: subcommand('snowsql'),
  pg_dump: dumpRule(POSTGRES, DUMP_VALUES, ['-t', '--table'], ['-f', '--file']),
  mysqldump: dumpRule(MYSQL, DUMP_VALUES.replace('-t --table', ''), [], ['-r', '--result-file']),
  pg_restore: restoreRule,
  mysqlimport: MYSQL_IMPORT,
  bcp: bcpRule,
  mongoimport: mongoRule,
  mongoexport: mongoRule,
  mongodump: mongoRule,
  mongorestore: mongoRule,
  'redis-cli': redisRule,
};
