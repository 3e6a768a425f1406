import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { writeStream } from './javascriptFiles.js';
import {
  callBack,
  callbackOf,
  dataOfArguments,
  entryOf,
  entryText,
  locationOf,
  object,
} from './javascriptValues.js';

const OBJECT = { kind: 'object' as const };

function dataOf(value: Value | undefined): ReturnType<typeof flowOf> {
  return value ? flowOf(value) : NO_FLOW;
}

/** What one operation of AWS does with the settings that it gets. */
type Operation = (call: Call, machine: Machine, settings: Value | undefined) => Value;

function s3Location(settings: Value | undefined): Value | undefined {
  return locationOf('s3', entryOf(settings, 'Bucket'), entryOf(settings, 'Key'));
}

const getObject: Operation = (call, machine, settings) =>
  carrying(machine.read(call, s3Location(settings), OBJECT));
const putObject: Operation = (call, machine, settings) => {
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

const OPERATIONS: Readonly<Record<string, Operation>> = {
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

const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  s3: ['GetObject', 'PutObject', 'CopyObject', 'SelectObjectContent'],
  dynamodb: ['Scan', 'Query', 'GetItem', 'PutItem', 'UpdateItem'],
  kinesis: ['PutRecord', 'PutRecords', 'GetShardIterator'],
  firehose: ['PutRecord', 'PutRecordBatch'],
  sqs: ['SendMessage', 'SendMessageBatch', 'ReceiveMessage'],
  sns: ['Publish'],
  athena: ['StartQueryExecution'],
  'redshift-data': ['ExecuteStatement'],
};

/** `new GetObjectCommand({…})`: it happens when a client sends it, which it is made for. */
const commandRule =
  (operation: Operation): Rule =>
  (call, machine) =>
    object(call, machine, 'js.Command', { answer: operation(call, machine, call.args[0]) });

const commands = Object.fromEntries([
  ...Object.entries(PACKAGES).flatMap(([service, names]) =>
    names.flatMap((name): [string, Rule][] => {
      const operation = OPERATIONS[name];
      return operation ? [[`@aws-sdk/client-${service}.${name}Command`, commandRule(operation)]] : [];
    }),
  ),
  ...['Scan', 'Query', 'Get', 'Put', 'Update'].flatMap((name): [string, Rule][] => {
    const operation = OPERATIONS[name];
    return operation ? [[`@aws-sdk/lib-dynamodb.${name}Command`, commandRule(operation)]] : [];
  }),
]);

const sendRule: Rule = (call) => storedField(call.args[0], 'answer') ?? carrying(dataOfArguments(call.args));

/** `new Upload({ params })`. */
const uploadRule: Rule = (call, machine) => {
  putObject(call, machine, entryOf(call.args[0], 'params'));
  return NOTHING;
};

/** Methods of clients of the second version and of aggregated clients: `s3.getObject({…})`. */
function methodsOf(types: readonly string[], names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(
    types.flatMap((type) =>
      names.flatMap((name): [string, Rule][] => {
        const operation = OPERATIONS[name];
        if (!operation) return [];
        const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        const rule: Rule = (call, machine) => {
          const result = operation(call, machine, call.args[0]);
          callBack(call, machine, result);
          return result;
        };
        return [[`${type}.${method}`, rule]];
      }),
    ),
  );
}

const instanceRule =
  (type: string): Rule =>
  (call, machine) =>
    machine.instance(call, type, NO_FLOW).value;

// Google Cloud
const bucketRule: Rule = (call, machine) => object(call, machine, 'js.GcsBucket', { bucket: call.args[0] });
const fileRule: Rule = (call, machine) =>
  object(call, machine, 'js.GcsFile', {
    location: locationOf('gs', storedField(call.receiver, 'bucket'), call.args[0]),
  });

const downloadRule: Rule = (call, machine) => {
  const data = machine.read(call, storedField(call.receiver, 'location'), OBJECT);
  const target = entryOf(call.args[0], 'destination');
  if (target) machine.write(call, target, data);
  callBack(call, machine, carrying(data));
  return carrying(data);
};
const saveRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'location'), dataOfArguments(call.args.slice(0, 1)), OBJECT);
  return NOTHING;
};
const gcsUploadRule: Rule = (call, machine) => {
  const [path, options] = call.args;
  const own = path && mapTexts(path, (text) => text.split('/').at(-1) ?? text);
  const target = locationOf(
    'gs',
    storedField(call.receiver, 'bucket'),
    entryOf(options, 'destination') ?? own,
  );
  machine.write(call, target, machine.read(call, path), OBJECT);
  return NOTHING;
};
const gcsWriteStreamRule: Rule = (call, machine) =>
  writeStream(call, machine, storedField(call.receiver, 'location'));

const bigQueryRule: Rule = (call, machine) =>
  object(call, machine, 'js.BigQuery', { prefix: constant(entryText(call.args[0], 'projectId') ?? '') });

const bigQueryQueryRule: Rule = (call, machine) => {
  const [first] = call.args;
  const sql = first?.fields ? entryOf(first, 'query') : first;
  const prefix = stringsOf(storedField(call.receiver, 'prefix'))[0] ?? '';
  const data = machine.query(call, sql, {
    namespace: 'bigquery',
    prefix: prefix.startsWith('{') ? '' : prefix,
  });
  const target = storedField(entryOf(first, 'destination'), 'table');
  if (target) machine.write(call, target, data, { kind: 'table', namespace: 'bigquery' });
  return carrying(data);
};

const bigQueryDatasetRule: Rule = (call, machine) => {
  const project = storedField(call.receiver, 'prefix');
  const named =
    project && stringsOf(project)[0] !== ''
      ? concatenate([project, constant('.'), call.args[0] ?? NOTHING])
      : call.args[0];
  return object(call, machine, 'js.BqDataset', { dataset: named });
};
const bigQueryTableRule: Rule = (call, machine) => {
  const dataset = storedField(call.receiver, 'dataset');
  const [name] = call.args;
  return object(call, machine, 'js.BqTable', {
    table: dataset && name ? concatenate([dataset, constant('.'), name]) : name,
  });
};
const BIGQUERY = { kind: 'table' as const, namespace: 'bigquery' };
const bqInsertRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'table'), dataOfArguments(call.args.slice(0, 1)), BIGQUERY);
  return NOTHING;
};
const bqLoadRule: Rule = (call, machine) => {
  const [source] = call.args;
  const location = storedField(source, 'location') ?? source;
  machine.write(call, storedField(call.receiver, 'table'), machine.read(call, location), BIGQUERY);
  return NOTHING;
};
const bqReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'table'), BIGQUERY));
const bqExtractRule: Rule = (call, machine) => {
  const target = storedField(call.args[0], 'location') ?? call.args[0];
  machine.write(call, target, machine.read(call, storedField(call.receiver, 'table'), BIGQUERY));
  return NOTHING;
};

const pubsubRule: Rule = (call, machine) =>
  object(call, machine, 'js.PubSub', { project: entryOf(call.args[0], 'projectId') });
const topicRule =
  (kind: 'topic' | 'subscription'): Rule =>
  (call, machine) => {
    const project = storedField(call.receiver, 'project') ?? constant('{project}');
    const name = call.args[0] && concatenate([constant(`${kind}:`), project, constant(':'), call.args[0]]);
    return object(call, machine, kind === 'topic' ? 'js.Topic' : 'js.Subscription', { name });
  };
const PUBSUB = { kind: 'topic' as const, namespace: 'pubsub' };
const publishRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), PUBSUB);
  return NOTHING;
};
/** `subscription.on('message', handler)`. */
const messageRule: Rule = (call, machine) => {
  if (stringsOf(call.args[0])[0] !== 'message') return call.receiver ?? NOTHING;
  const data = carrying(machine.read(call, storedField(call.receiver, 'name'), PUBSUB));
  const callback = callbackOf(call);
  if (callback) machine.call(callback, [data], call);
  return call.receiver ?? NOTHING;
};

// Azure
function accountOf(value: Value | undefined): string {
  const [text = ''] = stringsOf(value);
  return (
    /AccountName=([^;]+)/.exec(text)?.[1] ??
    /^https:\/\/([\w{}-]+)\.(?:blob|dfs)\./.exec(text)?.[1] ??
    '{account}'
  );
}
const blobServiceRule: Rule = (call, machine) =>
  object(call, machine, 'js.BlobService', { account: constant(accountOf(call.args[0])) });
const containerRule: Rule = (call, machine) => {
  const account = stringsOf(storedField(call.receiver, 'account'))[0] ?? '{account}';
  const [name] = call.args;
  const base =
    name && concatenate([constant('abfss://'), name, constant(`@${account}.dfs.core.windows.net`)]);
  return object(call, machine, 'js.Container', { base });
};
const blobRule: Rule = (call, machine) => {
  const base = storedField(call.receiver, 'base');
  const [name] = call.args;
  return object(call, machine, 'js.Blob', {
    location: base && name ? concatenate([base, constant('/'), name]) : undefined,
  });
};
const blobReadRule: Rule = (call, machine) => {
  const data = machine.read(call, storedField(call.receiver, 'location'), OBJECT);
  if (call.name.endsWith('downloadToFile') && call.args[0]) machine.write(call, call.args[0], data);
  return carrying(data);
};
const blobWriteRule: Rule = (call, machine) => {
  const isFile = call.name.endsWith('uploadFile');
  const data = isFile ? machine.read(call, call.args[0]) : dataOfArguments(call.args.slice(0, 1));
  machine.write(call, storedField(call.receiver, 'location'), data, OBJECT);
  return NOTHING;
};

function hubNamespace(text: string | undefined): string {
  const host =
    /Endpoint=sb:\/\/([^/;]+)/.exec(text ?? '')?.[1] ??
    (text?.includes('.') && !text.includes('=') ? text : undefined);
  return host === undefined ? 'eventhubs' : `eventhubs://${host}`;
}
const hubRule =
  (hubAt: number, type: string): Rule =>
  (call, machine) => {
    const first = call.args[hubAt === 1 ? 0 : 1];
    const hub = call.args[hubAt];
    return object(call, machine, type, { namespace: constant(hubNamespace(stringsOf(first)[0])), hub });
  };
const hubAccess = (call: Call): { kind: 'stream'; namespace: string } => ({
  kind: 'stream',
  namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'eventhubs',
});
const hubSendRule: Rule = (call, machine) => {
  const batch = storedField(call.args[0], 'data') ?? call.args[0];
  machine.write(call, storedField(call.receiver, 'hub'), dataOf(batch), hubAccess(call));
  return NOTHING;
};
const hubSubscribeRule: Rule = (call, machine) => {
  const data = carrying(machine.read(call, storedField(call.receiver, 'hub'), hubAccess(call)));
  const handler = entryOf(call.args[0], 'processEvents');
  if (handler) machine.call(handler, [data], call);
  return NOTHING;
};
const batchRule: Rule = (call, machine) => machine.instance(call, 'js.Batch', NO_FLOW).value;
const tryAddRule: Rule = (call) => {
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(dataOfArguments(call.args)));
  return NOTHING;
};

const cosmosRule: Rule = (call, machine) => {
  const text = entryText(call.args[0], 'endpoint') ?? stringsOf(call.args[0])[0] ?? '';
  const host = /https:\/\/([^/:;]+)/.exec(text)?.[1] ?? '{cosmos}';
  return object(call, machine, 'js.Cosmos', { host: constant(host) });
};
const cosmosDatabaseRule: Rule = (call, machine) => {
  const host = stringsOf(storedField(call.receiver, 'host'))[0] ?? '{cosmos}';
  const name = stringsOf(call.args[0])[0] ?? '{database}';
  return object(call, machine, 'js.CosmosDatabase', {
    namespace: constant(`azurecosmos://${host}/dbs/${name}`),
  });
};
const cosmosContainerRule: Rule = (call, machine) => {
  const [name] = call.args;
  const full = name && mapTexts(name, (text) => `colls/${text}`);
  const namespace = storedField(call.receiver, 'namespace');
  const fields = { namespace, name: full };
  const items = object(call, machine, 'js.CosmosItems', fields);
  return object(call, machine, 'js.CosmosContainer', { ...fields, items });
};
const cosmosAccess = (call: Call): { kind: 'table'; namespace: string } => ({
  kind: 'table',
  namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'azurecosmos',
});
const cosmosReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'name'), cosmosAccess(call)));
const cosmosWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), cosmosAccess(call));
  return NOTHING;
};

const selfRule: Rule = (call) => call.receiver ?? NOTHING;

/** Clients of AWS, Google Cloud and Azure. */
export const javascriptCloud: Library = {
  name: 'javascriptCloud',
  languages: ['javascript'],
  functions: {
    ...commands,
    '@aws-sdk/lib-storage.Upload': uploadRule,
    '@aws-sdk/client-s3.S3': instanceRule('js.AwsS3'),
    'aws-sdk.S3': instanceRule('js.AwsS3'),
    'aws-sdk/clients/s3': instanceRule('js.AwsS3'),
    'aws-sdk.DynamoDB': instanceRule('js.AwsDynamo'),
    'aws-sdk.DynamoDB.DocumentClient': instanceRule('js.AwsDynamo'),
    '@aws-sdk/lib-dynamodb.DynamoDBDocument.from': instanceRule('js.AwsDynamo'),
    'aws-sdk.Kinesis': instanceRule('js.AwsStream'),
    'aws-sdk.Firehose': instanceRule('js.AwsStream'),
    'aws-sdk.SQS': instanceRule('js.AwsQueue'),
    'aws-sdk.SNS': instanceRule('js.AwsQueue'),
    'aws-sdk.Athena': instanceRule('js.AwsSql'),
    'aws-sdk.RedshiftData': instanceRule('js.AwsSql'),
    '@google-cloud/storage.Storage': instanceRule('js.Gcs'),
    '@google-cloud/bigquery.BigQuery': bigQueryRule,
    '@google-cloud/pubsub.PubSub': pubsubRule,
    '@azure/storage-blob.BlobServiceClient': blobServiceRule,
    '@azure/storage-blob.BlobServiceClient.fromConnectionString': blobServiceRule,
    '@azure/event-hubs.EventHubProducerClient': hubRule(1, 'js.HubProducer'),
    '@azure/event-hubs.EventHubConsumerClient': hubRule(2, 'js.HubConsumer'),
    '@azure/cosmos.CosmosClient': cosmosRule,
  },
  methods: {
    '*.send': sendRule,
    ...methodsOf(['js.AwsS3'], ['GetObject', 'PutObject', 'CopyObject', 'Upload']),
    ...methodsOf(
      ['js.AwsDynamo'],
      ['Scan', 'Query', 'Get', 'GetItem', 'Put', 'PutItem', 'Update', 'UpdateItem'],
    ),
    ...methodsOf(['js.AwsStream'], ['PutRecord', 'PutRecords', 'PutRecordBatch', 'GetShardIterator']),
    ...methodsOf(['js.AwsQueue'], ['SendMessage', 'SendMessageBatch', 'ReceiveMessage', 'Publish']),
    ...methodsOf(['js.AwsSql'], ['StartQueryExecution', 'ExecuteStatement']),
    '*.createReadStream': selfRule,
    'js.Gcs.bucket': bucketRule,
    'js.GcsBucket.file': fileRule,
    'js.GcsBucket.upload': gcsUploadRule,
    'js.GcsFile.download': downloadRule,
    'js.GcsFile.createReadStream': downloadRule,
    'js.GcsFile.save': saveRule,
    'js.GcsFile.createWriteStream': gcsWriteStreamRule,
    'js.BigQuery.query': bigQueryQueryRule,
    'js.BigQuery.createQueryJob': bigQueryQueryRule,
    'js.BigQuery.createQueryStream': bigQueryQueryRule,
    'js.BigQuery.dataset': bigQueryDatasetRule,
    'js.BqDataset.table': bigQueryTableRule,
    'js.BqTable.insert': bqInsertRule,
    'js.BqTable.load': bqLoadRule,
    'js.BqTable.createLoadJob': bqLoadRule,
    'js.BqTable.getRows': bqReadRule,
    'js.BqTable.createReadStream': bqReadRule,
    'js.BqTable.extract': bqExtractRule,
    'js.PubSub.topic': topicRule('topic'),
    'js.PubSub.subscription': topicRule('subscription'),
    ...Object.fromEntries(
      ['publish', 'publishMessage', 'publishJSON'].map((name) => [`js.Topic.${name}`, publishRule]),
    ),
    'js.Subscription.on': messageRule,
    'js.BlobService.getContainerClient': containerRule,
    ...Object.fromEntries(
      ['getBlobClient', 'getBlockBlobClient', 'getAppendBlobClient'].map((name) => [
        `js.Container.${name}`,
        blobRule,
      ]),
    ),
    ...Object.fromEntries(
      ['download', 'downloadToBuffer', 'downloadToFile'].map((name) => [`js.Blob.${name}`, blobReadRule]),
    ),
    ...Object.fromEntries(
      ['upload', 'uploadData', 'uploadFile', 'uploadStream', 'appendBlock'].map((name) => [
        `js.Blob.${name}`,
        blobWriteRule,
      ]),
    ),
    'js.HubProducer.sendBatch': hubSendRule,
    'js.HubProducer.createBatch': batchRule,
    'js.Batch.tryAdd': tryAddRule,
    'js.HubConsumer.subscribe': hubSubscribeRule,
    'js.Cosmos.database': cosmosDatabaseRule,
    'js.CosmosDatabase.container': cosmosContainerRule,
    ...Object.fromEntries(['query', 'readAll'].map((name) => [`js.CosmosItems.${name}`, cosmosReadRule])),
    ...Object.fromEntries(
      ['create', 'upsert', 'bulk'].map((name) => [`js.CosmosItems.${name}`, cosmosWriteRule]),
    ),
  },
};
