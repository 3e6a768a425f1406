import type { Access, Call, Machine } from '../../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { concatenate } from '../../../values/texts.js';
import { constant, type Value } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { BIGQUERY } from './bigQueryOperators.js';
import type { OperatorTask, Work } from './operator.js';
import { runSql, spaceOf } from './sqlOperators.js';

/** One end of a transfer: the data that the operator's arguments name. */
type End = (call: Call, machine: Machine, task: OperatorTask) => { location: Value; access: Access }[];

function joined(parts: readonly (Value | undefined)[], separator: string): Value {
  const known = parts.flatMap((part) => part ?? []);
  return concatenate(known.flatMap((part, index) => (index === 0 ? [part] : [constant(separator), part])));
}

function each(value: Value | undefined): readonly (Value | undefined)[] {
  return value?.items ?? [value];
}

/** Objects of a bucket; a key that is a URI stands for itself. */
const objects =
  (scheme: string, bucket: string, ...keys: string[]): End =>
  (call) => {
    const container = argument(call, undefined, bucket);
    return each(argument(call, undefined, ...keys)).flatMap((key) => {
      if (key?.texts?.some((text) => /^\w+:\/\//.test(String(text.value))))
        return [{ location: key, access: {} }];
      const parts = container?.texts ? [container, ...(key ? [key] : [])] : [];
      const location = concatenate([constant(`${scheme}://`), joined(parts, '/')]);
      return parts.length > 0 ? [{ location, access: {} }] : [];
    });
  };

const plain =
  (...names: string[]): End =>
  (call) =>
    each(argument(call, undefined, ...names)).flatMap((value) =>
      value ? [{ location: value, access: {} }] : [],
    );

const table =
  (scheme: string | undefined, ...parts: string[]): End =>
  (call, machine) => {
    const { namespace } = spaceOf(call, machine, scheme);
    const last = argument(call, undefined, parts.at(-1) ?? '');
    if (!last) return [];
    return each(last).map((name) => ({
      location: joined([...parts.slice(0, -1).map((part) => argument(call, undefined, part)), name], '.'),
      access: { kind: 'table', namespace },
    }));
  };

const bigQuery =
  (name: string): End =>
  (call) =>
    each(argument(call, undefined, name)).flatMap((value) =>
      value ? [{ location: colonFree(value), access: BIGQUERY }] : [],
    );

/** `project:dataset.table` is the old spelling. */
function colonFree(value: Value): Value {
  const texts = value.texts?.map((text) => ({ ...text, value: String(text.value).replace(':', '.') }));
  return texts ? { ...value, texts } : value;
}

type Source = End | { query: string[]; scheme?: string };

const transfer =
  (source: Source, ...targets: End[]): Work =>
  (call, machine, task) => {
    let flow: Flow = NO_FLOW;
    if (typeof source === 'function') {
      for (const { location, access } of source(call, machine, task))
        flow = joinFlows(flow, machine.read(call, location, access));
    } else {
      const space = spaceOf(call, machine, source.scheme);
      flow = runSql(call, machine, argument(call, undefined, ...source.query), space, task).flow;
    }
    for (const target of targets) {
      for (const { location, access } of target(call, machine, task))
        machine.write(call, location, flow, access);
    }
    return undefined;
  };

const GCS_TARGET = objects('gs', 'bucket', 'filename');
const S3_TARGET = objects('s3', 's3_bucket', 's3_key');
const sqlToGcs = (scheme: string): Work => transfer({ query: ['sql'], scheme }, GCS_TARGET);
const GCS_TO_BIGQUERY = transfer(
  objects('gs', 'bucket', 'source_objects'),
  bigQuery('destination_project_dataset_table'),
);
const BIGQUERY_TO_GCS = transfer(
  bigQuery('source_project_dataset_table'),
  plain('destination_cloud_storage_uris'),
);
const LOCAL_TO_GCS = transfer(plain('src'), objects('gs', 'bucket', 'dst'));
const S3_TO_SNOWFLAKE = transfer(
  objects('s3', 's3_bucket', 's3_keys', 'files', 'prefix'),
  table('snowflake', 'database', 'schema', 'table'),
);
const bigQueryTo = (scheme: string): Work =>
  transfer(bigQuery('dataset_table'), table(scheme, 'target_table_name'));

/** Operators that move data from one store to another. */
export const TRANSFERS: Readonly<Record<string, Work>> = {
  GCSToBigQueryOperator: GCS_TO_BIGQUERY,
  GoogleCloudStorageToBigQueryOperator: GCS_TO_BIGQUERY,
  BigQueryCreateExternalTableOperator: GCS_TO_BIGQUERY,
  BigQueryToGCSOperator: BIGQUERY_TO_GCS,
  BigQueryToCloudStorageOperator: BIGQUERY_TO_GCS,
  BigQueryToBigQueryOperator: transfer(
    bigQuery('source_project_dataset_tables'),
    bigQuery('destination_project_dataset_table'),
  ),
  BigQueryToMySqlOperator: bigQueryTo('mysql'),
  BigQueryToPostgresOperator: bigQueryTo('postgres'),
  BigQueryToMsSqlOperator: bigQueryTo('mssql'),
  GCSToGCSOperator: transfer(
    objects('gs', 'source_bucket', 'source_object', 'source_objects'),
    objects('gs', 'destination_bucket', 'destination_object', 'source_object'),
  ),
  LocalFilesystemToGCSOperator: LOCAL_TO_GCS,
  FileToGoogleCloudStorageOperator: LOCAL_TO_GCS,
  GCSToLocalFilesystemOperator: transfer(objects('gs', 'bucket', 'object_name'), plain('filename')),
  GCSToS3Operator: transfer(objects('gs', 'gcs_bucket', 'prefix'), plain('dest_s3_key')),
  S3ToGCSOperator: transfer(objects('s3', 'bucket', 'prefix'), plain('dest_gcs')),
  PostgresToGCSOperator: sqlToGcs('postgres'),
  PostgresToGoogleCloudStorageOperator: sqlToGcs('postgres'),
  MySQLToGCSOperator: sqlToGcs('mysql'),
  MySqlToGoogleCloudStorageOperator: sqlToGcs('mysql'),
  MSSQLToGCSOperator: sqlToGcs('mssql'),
  OracleToGCSOperator: sqlToGcs('oracle'),
  TrinoToGCSOperator: sqlToGcs('trino'),
  PrestoToGCSOperator: sqlToGcs('trino'),
  S3ToRedshiftOperator: transfer(S3_TARGET, table('redshift', 'schema', 'table')),
  S3ToRedshiftTransfer: transfer(S3_TARGET, table('redshift', 'schema', 'table')),
  RedshiftToS3Operator: transfer(
    (call, machine, task) =>
      argument(call, undefined, 'table') ? table('redshift', 'schema', 'table')(call, machine, task) : [],
    S3_TARGET,
  ),
  S3ToSnowflakeOperator: S3_TO_SNOWFLAKE,
  CopyFromExternalStageToSnowflakeOperator: S3_TO_SNOWFLAKE,
  S3ToSqlOperator: transfer(S3_TARGET, table(undefined, 'schema', 'table')),
  S3ToMySqlOperator: transfer(plain('s3_source_key'), table('mysql', 'mysql_table')),
  LocalFilesystemToS3Operator: transfer(plain('filename'), objects('s3', 'dest_bucket', 'dest_key')),
  SqlToS3Operator: transfer({ query: ['query'] }, S3_TARGET),
  MySQLToS3Operator: transfer({ query: ['query'], scheme: 'mysql' }, S3_TARGET),
  S3CopyObjectOperator: transfer(
    objects('s3', 'source_bucket_name', 'source_bucket_key'),
    objects('s3', 'dest_bucket_name', 'dest_bucket_key'),
  ),
  S3FileTransformOperator: transfer(plain('source_s3_key'), plain('dest_s3_key')),
  GCSToSFTPOperator: transfer(objects('gs', 'source_bucket', 'source_object'), plain('destination_path')),
  GCSToGoogleSheetsOperator: transfer(objects('gs', 'bucket_name', 'object_name'), plain('spreadsheet_id')),
  GoogleSheetsToGCSOperator: transfer(
    plain('spreadsheet_id'),
    objects('gs', 'destination_bucket', 'destination_path'),
  ),
  GCSToLocalOperator: transfer(objects('gs', 'bucket', 'object_name'), plain('filename')),
  MongoToS3Operator: transfer(table('mongodb', 'mongo_db', 'mongo_collection'), S3_TARGET),
  DynamoDBToS3Operator: transfer(
    table('dynamodb', 'dynamodb_table_name'),
    objects('s3', 's3_bucket_name', 's3_key_prefix'),
  ),
  HttpToS3Operator: transfer(plain('endpoint'), S3_TARGET),
  AzureBlobStorageToGCSOperator: transfer(
    objects('wasbs', 'container_name', 'blob_name'),
    objects('gs', 'bucket_name', 'object_name'),
  ),
  SqlToSlackOperator: transfer({ query: ['sql'] }),
  HiveToMySqlOperator: transfer({ query: ['sql'], scheme: 'hive' }, table('mysql', 'mysql_table')),
  S3ToHiveOperator: transfer(plain('s3_key'), table('hive', 'hive_table')),
  SFTPToGCSOperator: transfer(plain('source_path'), objects('gs', 'destination_bucket', 'destination_path')),
  SFTPToS3Operator: transfer(plain('sftp_path'), S3_TARGET),
  S3ToSFTPOperator: transfer(S3_TARGET, plain('sftp_path')),
  LocalFilesystemToWasbOperator: transfer(
    plain('file_path'),
    objects('wasbs', 'container_name', 'blob_name'),
  ),
  DatabricksCopyIntoOperator: transfer(plain('file_location'), table('hive', 'table_name')),
  GenericTransfer: transfer({ query: ['sql'] }, table(undefined, 'destination_table')),
};
