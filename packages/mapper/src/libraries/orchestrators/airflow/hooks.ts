import type { Call, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, storedField } from '../../arguments.js';
import { spaceOfConnection } from './connections.js';

const SQL_HOOKS: Readonly<Record<string, string | undefined>> = {
  ...{ PostgresHook: 'postgres', MySqlHook: 'mysql', MsSqlHook: 'mssql', SnowflakeHook: 'snowflake' },
  ...{ BigQueryHook: 'bigquery', RedshiftSQLHook: 'redshift', TrinoHook: 'trino', PrestoHook: 'trino' },
  ...{ HiveServer2Hook: 'hive', OracleHook: 'oracle', SqliteHook: 'sqlite', ClickHouseHook: 'clickhouse' },
  ...{ JdbcHook: undefined, OdbcHook: undefined, DbApiHook: undefined, AthenaHook: 'awsathena' },
};

const sqlHookRule =
  (scheme: string | undefined): Rule =>
  (call, machine) => {
    const id = [...call.named].find(([name]) => name.endsWith('conn_id'))?.[1] ?? call.args[0];
    const database = stringOf(argument(call, undefined, 'schema', 'database'));
    const space = spaceOfConnection(machine, stringOf(id), scheme, database);
    const { cell, value } = machine.instance(call, 'sql.Connection', NO_FLOW);
    cell.fields.set('namespace', constant(space.namespace));
    cell.fields.set('prefix', constant(space.prefix));
    return value;
  };

const storeHookRule =
  (type: string): Rule =>
  (call, machine) =>
    machine.instance(call, type, NO_FLOW).value;

function object(scheme: string, bucket: Value | undefined, key: Value | undefined): Value | undefined {
  if (key?.texts?.some((text) => /^\w+:\/\//.test(String(text.value)))) return key;
  return bucket && key ? concatenate([constant(`${scheme}://`), bucket, constant('/'), key]) : undefined;
}

function s3Location(call: Call, keyAt: number, bucketAt: number): Value | undefined {
  return object(
    's3',
    argument(call, bucketAt, 'bucket_name', 'bucket'),
    argument(call, keyAt, 'key', 's3_key'),
  );
}

const s3ReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, s3Location(call, 0, 1), { kind: 'object' }));

const s3LoadFileRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'filename'));
  machine.write(call, s3Location(call, 1, 2), data, { kind: 'object' });
  return NOTHING;
};

const s3LoadDataRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'string_data', 'bytes_data', 'file_obj');
  machine.write(call, s3Location(call, 1, 2), data ? flowOf(data) : NO_FLOW, { kind: 'object' });
  return NOTHING;
};

function gcsLocation(call: Call): Value | undefined {
  return object('gs', argument(call, 0, 'bucket_name', 'bucket'), argument(call, 1, 'object_name', 'object'));
}

const gcsDownloadRule: Rule = (call, machine) => {
  const data = machine.read(call, gcsLocation(call), { kind: 'object' });
  const file = argument(call, 2, 'filename');
  if (file) machine.write(call, file, data);
  return carrying(data);
};

const gcsUploadRule: Rule = (call, machine) => {
  const [file, data] = [argument(call, 2, 'filename'), argument(call, undefined, 'data')];
  const flow = data ? flowOf(data) : file ? machine.read(call, file) : NO_FLOW;
  machine.write(call, gcsLocation(call), flow, { kind: 'object' });
  return NOTHING;
};

/** `HttpHook(http_conn_id='x').run('endpoint')`: the host is the connection's. */
function httpLocation(
  machine: Machine,
  connection: Value | undefined,
  endpoint: Value | undefined,
): Value | undefined {
  if (!endpoint) return undefined;
  const id = stringOf(connection) ?? 'http_default';
  const host = machine.environment(`AIRFLOW_CONN_${id.toUpperCase()}`) ?? `https://{${id}}`;
  return concatenate([
    constant(host.replace(/^http[^:]*:\/\/(?:[^@/]*@)?/, 'https://').replace(/\/$/, ''), 'inferred'),
    constant('/'),
    endpoint,
  ]);
}

const httpRunRule: Rule = (call, machine) => {
  const location = httpLocation(
    machine,
    storedField(call.receiver, 'connection'),
    argument(call, 0, 'endpoint'),
  );
  return machine.instance(call, 'http.Answer', machine.read(call, location, { kind: 'api' })).value;
};

const httpHookRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'airflow.HttpHook', NO_FLOW);
  const connection = argument(call, undefined, 'http_conn_id') ?? call.args[1];
  if (connection) cell.fields.set('connection', connection);
  return value;
};

/** `SimpleHttpOperator(http_conn_id, endpoint, method)`: a GET reads. */
export function httpRead(call: Call, machine: Machine): Value {
  const method = stringOf(argument(call, undefined, 'method')) ?? 'POST';
  const location = httpLocation(
    machine,
    argument(call, undefined, 'http_conn_id'),
    argument(call, undefined, 'endpoint'),
  );
  if (/^get$/i.test(method)) return carrying(machine.read(call, location, { kind: 'api' }));
  const data = argument(call, undefined, 'data');
  if (location) machine.write(call, location, data ? flowOf(data) : NO_FLOW, { kind: 'api' });
  return NOTHING;
}

export const hookConstructors: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(Object.entries(SQL_HOOKS).map(([name, scheme]) => [name, sqlHookRule(scheme)])),
  S3Hook: storeHookRule('airflow.S3Hook'),
  GCSHook: storeHookRule('airflow.GCSHook'),
  GoogleCloudStorageHook: storeHookRule('airflow.GCSHook'),
  HttpHook: httpHookRule,
};

export const hookMethods: Readonly<Record<string, Rule>> = {
  'airflow.S3Hook.read_key': s3ReadRule,
  'airflow.S3Hook.get_key': s3ReadRule,
  'airflow.S3Hook.download_file': s3ReadRule,
  'airflow.S3Hook.select_key': s3ReadRule,
  'airflow.S3Hook.load_file': s3LoadFileRule,
  'airflow.S3Hook.load_string': s3LoadDataRule,
  'airflow.S3Hook.load_bytes': s3LoadDataRule,
  'airflow.S3Hook.load_file_obj': s3LoadDataRule,
  'airflow.GCSHook.download': gcsDownloadRule,
  'airflow.GCSHook.upload': gcsUploadRule,
  'airflow.HttpHook.run': httpRunRule,
};
