import type { Call, Machine } from '../../../interpreter/machine.js';
import { concatenate, mapTexts } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { entryOf, entryText, locationOf } from '../javascriptValues.js';
import { dataOf, OBJECT } from './cloudObjects.js';

/** What one operation of AWS does with the settings that it gets. */
export type Operation = (call: Call, machine: Machine, settings: Value | undefined) => Value;

function s3Location(settings: Value | undefined): Value | undefined {
  return locationOf('s3', entryOf(settings, 'Bucket'), entryOf(settings, 'Key'));
}

const getObject: Operation = (call, machine, settings) =>
  carrying(machine.read(call, s3Location(settings), OBJECT));

export const putObject: Operation = (call, machine, settings) => {
  machine.write(call, s3Location(settings), dataOf(entryOf(settings, 'Body')), OBJECT);
  return NOTHING;
};

const copyObject: Operation = (call, machine, settings) => {
  const source = entryOf(settings, 'CopySource');
  const from =
    source && concatenate([constant('s3://'), mapTexts(source, (text) => text.replace(/^\//, ''))]);
  machine.write(call, s3Location(settings), machine.read(call, from, OBJECT), OBJECT);
  return NOTHING;
};

const named =
  (
    key: string,
    namespace: string,
    kind: 'table' | 'stream' | 'topic',
    writes: boolean,
    ...data: readonly string[]
  ): Operation =>
  (call, machine, settings) => {
    const name = entryOf(settings, key);
    if (!writes) return carrying(machine.read(call, name, { kind, namespace }));
    machine.write(call, name, dataOf(entryOf(settings, ...data)), { kind, namespace });
    return NOTHING;
  };

/** The queue's name is the last part of its URL, a topic's the last of its ARN. */
const lastPart =
  (key: string, namespace: string, writes: boolean): Operation =>
  (call, machine, settings) => {
    const url = entryOf(settings, key);
    const name = url && mapTexts(url, (text) => text.split(/[/:]/).at(-1) ?? text);
    if (!writes) return carrying(machine.read(call, name, { kind: 'topic', namespace }));
    machine.write(call, name, dataOf(entryOf(settings, 'MessageBody', 'Message', 'Entries')), {
      kind: 'topic',
      namespace,
    });
    return NOTHING;
  };

const athena: Operation = (call, machine, settings) => {
  const context = entryOf(settings, 'QueryExecutionContext');
  const prefix = [entryText(context, 'Catalog'), entryText(context, 'Database')]
    .filter((part) => part !== undefined)
    .join('.');
  return carrying(machine.query(call, entryOf(settings, 'QueryString'), { namespace: 'awsathena', prefix }));
};

const redshiftData: Operation = (call, machine, settings) => {
  const cluster = entryText(settings, 'ClusterIdentifier', 'WorkgroupName');
  const namespace = cluster === undefined ? 'redshift' : `redshift://${cluster}`;
  return carrying(
    machine.query(call, entryOf(settings, 'Sql'), {
      namespace,
      prefix: entryText(settings, 'Database') ?? '',
    }),
  );
};

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetObject: getObject,
  SelectObjectContent: getObject,
  PutObject: putObject,
  Upload: putObject,
  CopyObject: copyObject,
  Scan: named('TableName', 'dynamodb', 'table', false),
  Query: named('TableName', 'dynamodb', 'table', false),
  Get: named('TableName', 'dynamodb', 'table', false),
  GetItem: named('TableName', 'dynamodb', 'table', false),
  Put: named('TableName', 'dynamodb', 'table', true, 'Item'),
  PutItem: named('TableName', 'dynamodb', 'table', true, 'Item'),
  Update: named('TableName', 'dynamodb', 'table', true, 'ExpressionAttributeValues'),
  UpdateItem: named('TableName', 'dynamodb', 'table', true, 'ExpressionAttributeValues'),
  PutRecord: named('StreamName', 'kinesis', 'stream', true, 'Data'),
  PutRecords: named('StreamName', 'kinesis', 'stream', true, 'Records'),
  GetShardIterator: named('StreamName', 'kinesis', 'stream', false),
  PutRecordBatch: named('DeliveryStreamName', 'firehose', 'stream', true, 'Records'),
  SendMessage: lastPart('QueueUrl', 'sqs', true),
  SendMessageBatch: lastPart('QueueUrl', 'sqs', true),
  ReceiveMessage: lastPart('QueueUrl', 'sqs', false),
  Publish: lastPart('TopicArn', 'sns', true),
  StartQueryExecution: athena,
  ExecuteStatement: redshiftData,
};
