import { isDataPath } from '../../../../libraries/shell/isDataPath.js';
import { at, listOf, textAt } from '../configValues.js';
import type { Location, ResourceContext } from '../resourceContext.js';
import type { ResourceRules } from './resourceRule.js';

/** The last part of an ARN or a path of a cloud. */
function lastPart(text: string): string {
  return text.split(/[:/]/).at(-1) ?? text;
}

function bucket(scheme: string, name: string, prefix = ''): Location {
  const plain = name
    .replace(/^arn:aws:s3:::/, '')
    .replace(/^[a-z0-9]+:\/\//, '')
    .replace(/\/+$/, '');
  return {
    name: `${scheme}://${plain}/${prefix.replace(/^\/+/, '').replace(/!\{[^}]*\}.*$/, '')}`,
    kind: 'object',
  };
}

/** Firehose delivers a stream into a bucket. */
const firehose = (resource: ResourceContext): void => {
  const stream = resource.text('kinesis_source_configuration', 'kinesis_stream_arn');
  const target = at(resource.values, 'extended_s3_configuration') ?? at(resource.values, 's3_configuration');
  const name = textAt(target, 'bucket_arn');
  if (name === undefined) return;
  const own = resource.text('name');
  const from: Location =
    stream === undefined
      ? { name: own ?? '{stream}', namespace: 'firehose', kind: 'stream' }
      : { name: lastPart(stream), namespace: 'kinesis', kind: 'stream' };
  resource.moves(from, bucket('s3', name, textAt(target, 'prefix')), 'extended_s3_configuration');
};

const storageTransfer = (resource: ResourceContext): void => {
  const spec = at(resource.values, 'transfer_spec');
  const sink = textAt(spec, 'gcs_data_sink', 'bucket_name');
  if (sink === undefined) return;
  const to = bucket('gs', sink, textAt(spec, 'gcs_data_sink', 'path') ?? '');
  const s3 = textAt(spec, 'aws_s3_data_source', 'bucket_name');
  const gcs = textAt(spec, 'gcs_data_source', 'bucket_name');
  const account = textAt(spec, 'azure_blob_storage_data_source', 'storage_account');
  const container = textAt(spec, 'azure_blob_storage_data_source', 'container');
  const list = textAt(spec, 'http_data_source', 'list_url');
  if (s3 !== undefined)
    resource.moves(bucket('s3', s3, textAt(spec, 'aws_s3_data_source', 'path') ?? ''), to, 'transfer_spec');
  if (gcs !== undefined)
    resource.moves(bucket('gs', gcs, textAt(spec, 'gcs_data_source', 'path') ?? ''), to, 'transfer_spec');
  if (account !== undefined && container !== undefined)
    resource.moves({ name: `abfss://${container}@${account}.dfs.core.windows.net/` }, to, 'transfer_spec');
  if (list !== undefined) resource.moves({ name: list, kind: 'api' }, to, 'transfer_spec');
};

/** A subscription that writes into BigQuery or a bucket. */
const subscription = (resource: ResourceContext): void => {
  const topic = resource.text('topic');
  if (topic === undefined) return;
  const project = /projects\/([^/]+)\//.exec(topic)?.[1] ?? resource.text('project') ?? '{project}';
  const from: Location = { name: `topic:${project}:${lastPart(topic)}`, namespace: 'pubsub', kind: 'topic' };
  const table = resource.text('bigquery_config', 'table');
  if (table !== undefined)
    resource.moves(
      from,
      { name: table.replace(':', '.'), namespace: 'bigquery', kind: 'table' },
      'bigquery_config',
    );
  const target = resource.text('cloud_storage_config', 'bucket');
  if (target !== undefined)
    resource.moves(
      from,
      bucket('gs', target, resource.text('cloud_storage_config', 'filename_prefix') ?? ''),
      'cloud_storage_config',
    );
};

/** Code is packed before it is uploaded. */
const PACKAGE = /\.(zip|tar\.gz|tgz)$/i;

/** Files of the repository that are uploaded as they are. */
const upload =
  (scheme: string, name: string) =>
  (resource: ResourceContext): void => {
    const source = resource.text('source');
    const target = resource.text('bucket');
    const key = resource.text(name);
    if (
      source !== undefined &&
      target !== undefined &&
      key !== undefined &&
      isDataPath(source) &&
      !PACKAGE.test(source)
    )
      resource.moves({ name: source }, bucket(scheme, target, key), 'source');
  };

const blob = (resource: ResourceContext): void => {
  const [source, account, container, name] = [
    resource.text('source'),
    resource.text('storage_account_name'),
    resource.text('storage_container_name'),
    resource.text('name'),
  ];
  if (
    source !== undefined &&
    account !== undefined &&
    container !== undefined &&
    name !== undefined &&
    isDataPath(source) &&
    !PACKAGE.test(source)
  )
    resource.moves(
      { name: source },
      { name: `abfss://${container}@${account}.dfs.core.windows.net/${name}` },
      'source',
    );
};

/** Replication tasks, by the tables or prefixes that they name. */
const replication = (resource: ResourceContext): void => {
  const source = resource.text('bucket');
  for (const rule of listOf(at(resource.values, 'rule'))) {
    const target = textAt(rule, 'destination', 'bucket');
    if (source !== undefined && target !== undefined)
      resource.moves(bucket('s3', source), bucket('s3', target), 'rule');
  }
};

/** Kafka Connect's connectors: topics into stores, stores into topics. */
const connector = (resource: ResourceContext): void => {
  const config =
    at(resource.values, 'config_nonsensitive') ??
    at(resource.values, 'config') ??
    at(resource.values, 'connector_configuration');
  const topics = (textAt(config, 'topics') ?? '').split(',').filter(Boolean);
  const kind = textAt(config, 'connector.class') ?? '';
  const target = textAt(config, 's3.bucket.name') ?? textAt(config, 'gcs.bucket.name');
  if (target === undefined || !/sink/i.test(kind)) return;
  for (const topic of topics)
    resource.moves(
      { name: topic.trim(), namespace: 'kafka', kind: 'topic' },
      bucket(/gcs/i.test(kind) ? 'gs' : 's3', target, `topics/${topic.trim()}`),
      resource.block.lines.config === undefined ? 'config_nonsensitive' : 'config',
    );
};

/** Services that move data without any code of the repository. */
export const transfers: ResourceRules = {
  aws_kinesis_firehose_delivery_stream: firehose,
  aws_s3_object: upload('s3', 'key'),
  aws_s3_bucket_object: upload('s3', 'key'),
  aws_s3_bucket_replication_configuration: replication,
  google_storage_transfer_job: storageTransfer,
  google_pubsub_subscription: subscription,
  google_storage_bucket_object: upload('gs', 'name'),
  azurerm_storage_blob: blob,
  confluent_connector: connector,
  'kafka-connect_connector': connector,
  aws_mskconnect_connector: connector,
};
