import type { Connection } from './databaseSpaces.js';
import type { SqlClient } from './sqlClientRule.js';

export const POSTGRES: Connection = {
  scheme: 'postgres',
  host: ['-h', '--host'],
  port: ['-p', '--port'],
  database: ['-d', '--dbname'],
  variables: ['PGHOST', 'PGPORT', 'PGDATABASE'],
  operand: true,
};

export const MYSQL: Connection = {
  scheme: 'mysql',
  host: ['-h', '--host'],
  port: ['-P', '--port'],
  database: ['-D', '--database'],
  variables: ['MYSQL_HOST', 'MYSQL_TCP_PORT', 'MYSQL_DATABASE'],
  operand: true,
};

export const NO_OPTIONS = { host: [], port: [], database: [] };

export const SQL_CLIENTS: Readonly<Record<string, SqlClient>> = {
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
  mclient: {
    scheme: 'monetdb',
    host: ['-h', '--host'],
    port: ['-p', '--port'],
    database: ['-d', '--database'],
    values: '-h --host -p --port -d --database -u --user -s --statement -f --format -l --language',
    query: ['-s', '--statement'],
    file: [],
    operand: true,
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
