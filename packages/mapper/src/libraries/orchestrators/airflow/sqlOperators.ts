import type { Call, Machine, TableSpace } from '../../../interpreter/machine.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { carrying, constant, type Value } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { spaceOfConnection } from './connections.js';
import type { OperatorTask, Work } from './operator.js';

const SQL_FILE = /^[^\s;]+\.(sql|hql|bql|ddl|dml|txt|j2|jinja2?)$/i;
const QUERIES = ['sql', 'query', 'hql', 'sql_queries', 'bql', 'select_query', 'statement'];
const CONNECTIONS = [
  ...[
    'conn_id',
    'postgres_conn_id',
    'mysql_conn_id',
    'snowflake_conn_id',
    'mssql_conn_id',
    'redshift_conn_id',
  ],
  ...[
    'trino_conn_id',
    'presto_conn_id',
    'hive_cli_conn_id',
    'oracle_conn_id',
    'jdbc_conn_id',
    'sqlite_conn_id',
  ],
  ...['vertica_conn_id', 'clickhouse_conn_id', 'databricks_conn_id', 'teradata_conn_id', 'impala_conn_id'],
];

/** Schemes of operators that name their kind of server; others are known by their connection. */
export const SQL_OPERATORS: Readonly<Record<string, string | undefined>> = {
  ...{
    PostgresOperator: 'postgres',
    MySqlOperator: 'mysql',
    MsSqlOperator: 'mssql',
    OracleOperator: 'oracle',
  },
  ...{
    SnowflakeOperator: 'snowflake',
    SnowflakeSqlApiOperator: 'snowflake',
    RedshiftSQLOperator: 'redshift',
  },
  ...{
    RedshiftDataOperator: 'redshift',
    TrinoOperator: 'trino',
    PrestoOperator: 'trino',
    HiveOperator: 'hive',
  },
  ...{ BigQueryOperator: 'bigquery', BigQueryExecuteQueryOperator: 'bigquery', AthenaOperator: 'awsathena' },
  ...{ BigQueryCheckOperator: 'bigquery', BigQueryValueCheckOperator: 'bigquery', SqliteOperator: 'sqlite' },
  ...{ AWSAthenaOperator: 'awsathena', SparkSqlOperator: 'hive', DatabricksSqlOperator: 'hive' },
  ...{ ClickHouseOperator: 'clickhouse', TeradataOperator: 'teradata', DuckDBOperator: 'duckdb' },
  ...{ SQLExecuteQueryOperator: undefined, SQLCheckOperator: undefined, SQLValueCheckOperator: undefined },
  ...{
    BranchSQLOperator: undefined,
    JdbcOperator: undefined,
    SqlSensor: undefined,
    SQLThresholdCheckOperator: undefined,
  },
};

export function spaceOf(call: Call, machine: Machine, scheme: string | undefined): TableSpace {
  const id = stringOf(argument(call, undefined, ...CONNECTIONS));
  const database = stringOf(argument(call, undefined, 'database', 'schema'));
  return spaceOfConnection(machine, id, scheme, database);
}

/** Places where Airflow looks for the file of a template. */
function candidates(file: string, { dag }: OperatorTask): string[] {
  const folders = stringsOf(dag?.fields.get('template_searchpath'));
  const below = file.split('/').map((_part, index, parts) => parts.slice(index).join('/'));
  return [file, ...folders.map((folder) => `${folder.replace(/\/$/, '')}/${file}`), ...below.slice(1)];
}

/** A query, a list of queries, or files that hold them. */
export function runSql(
  call: Call,
  machine: Machine,
  sql: Value | undefined,
  space: TableSpace,
  task: OperatorTask,
): Value {
  if (sql?.items) {
    const answers = sql.items.map((item) => runSql(call, machine, item, space, task));
    return answers.at(-1) ?? carrying(machine.query(call, undefined, space));
  }
  const file = stringOf(sql)?.trim();
  if (file === undefined || !SQL_FILE.test(file)) return carrying(machine.query(call, sql, space));
  const found = candidates(file, task).find((path) => machine.config(path) !== undefined);
  if (found === undefined) machine.unresolved(call, `the repository has no file ${file}`);
  else machine.start(call, found, [], new Map(), space);
  return carrying(machine.read(call, undefinedLocation()));
}

function undefinedLocation(): Value {
  return { items: [], flow: constant('').flow };
}

/** Runs its query; a destination that the operator names gets the answer. */
export const sqlWork =
  (scheme: string | undefined): Work =>
  (call, machine, task) => {
    const space = spaceOf(call, machine, scheme);
    const answer = runSql(call, machine, argument(call, 0, ...QUERIES), space, task);
    const target = argument(call, undefined, 'destination_dataset_table', 'destination_table');
    if (target?.texts)
      machine.write(call, target, answer.flow, { kind: 'table', namespace: space.namespace });
    return answer;
  };
