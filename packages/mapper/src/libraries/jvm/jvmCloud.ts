import type { Access, Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, joinPaths, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { dataIn, JVM, keep, keepRule, makeRule, selfRule, spelled, under } from './jvmValues.js';

const REQUEST = 'aws.Request';
const OBJECT: Access = { kind: 'object' };

/** Requests of the AWS SDK: `GetObjectRequest.builder().bucket(b).key(k).build()`, `new GetObjectRequest(bucket, key)`. */
const requestRule =
  (...names: readonly string[]): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, REQUEST, NO_FLOW);
    for (const [index, name] of names.entries()) {
      const given = call.args[index];
      if (given) cell.fields.set(name, given);
    }
    return value;
  };

const setRule: Rule = (call) => {
  const name = call.name.replace(/^(with|set)/, '');
  const plain = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
  keep(
    call.receiver,
    plain
      .replace(/^bucketName$/, 'bucket')
      .replace(/^sourceBucketName$|^sourceBucket$/, 'from bucket')
      .replace(/^sourceKey$/, 'from key')
      .replace(/^destinationBucket(Name)?$/, 'bucket')
      .replace(/^destinationKey$/, 'key'),
    call.args[0],
  );
  return call.receiver ?? NOTHING;
};

/** What stands in a request, whether it is an object or a function that fills a builder. */
function requestOf(call: Call, machine: Machine): Value | undefined {
  const [first] = call.args;
  const isFunction = first?.references?.some((each) => each.kind === 'function');
  if (!first || !isFunction) return first;
  return machine.call(first, [machine.instance(call, REQUEST, NO_FLOW).value], call);
}

function s3Object(call: Call, machine: Machine, prefix = ''): Value | undefined {
  const request = requestOf(call, machine);
  const [bucket, key] = [storedField(request, `${prefix}bucket`), storedField(request, `${prefix}key`)];
  if (bucket && key) return concatenate([constant('s3://'), bucket, constant('/'), key]);
  const [first, second] = call.args;
  return prefix === '' && first?.texts && second?.texts
    ? concatenate([constant('s3://'), first, constant('/'), second])
    : undefined;
}

const getObjectRule: Rule = (call, machine) => {
  const data = machine.read(call, s3Object(call, machine), OBJECT);
  const target = call.args
    .slice(1)
    .find((each) => each.texts && !stringsOf(each).includes(spelled(call.args[1]) ?? '\0'));
  const file =
    call.args.length > 2 ? call.args[2] : cellsOf(call.args[0]).length > 0 ? call.args[1] : undefined;
  if (file?.texts) machine.write(call, file, data);
  return carrying(target ? data : data);
};

const putObjectRule: Rule = (call, machine) => {
  const isRequest = cellsOf(call.args[0]).length > 0 || call.args[0]?.references !== undefined;
  const body = isRequest ? (call.args[1] ?? storedField(call.args[0], 'file')) : call.args[2];
  const data =
    body?.texts && stringsOf(body).some((text) => /[/.]/.test(text) && !/\s/.test(text))
      ? machine.read(call, body)
      : body
        ? flowOf(body)
        : NO_FLOW;
  machine.write(call, s3Object(call, machine), data, OBJECT);
  return NOTHING;
};

const copyObjectRule: Rule = (call, machine) => {
  const [a, b, c, d] = call.args;
  if (a && b && c && d) {
    const data = machine.read(call, concatenate([constant('s3://'), a, constant('/'), b]), OBJECT);
    machine.write(call, concatenate([constant('s3://'), c, constant('/'), d]), data, OBJECT);
  } else
    machine.write(
      call,
      s3Object(call, machine),
      machine.read(call, s3Object(call, machine, 'from '), OBJECT),
      OBJECT,
    );
  return NOTHING;
};

const bodyRule: Rule = (call, machine) =>
  call.args[0]?.texts && /fromFile/.test(call.name)
    ? carrying(machine.read(call, call.args[0]))
    : carrying(dataIn(call.args));

/** A request that names one thing: a table, a stream, a queue. */
const namedRule =
  (way: 'reads' | 'writes', namespace: string, kind: Access['kind'], ...names: readonly string[]): Rule =>
  (call, machine) => {
    const request = requestOf(call, machine);
    const found =
      names.flatMap((name) => storedField(request, name) ?? [])[0] ??
      (call.args[0]?.texts ? call.args[0] : undefined);
    const location = found && namespace === 'sqs' ? queueName(found) : found;
    const access: Access = { namespace, ...(kind ? { kind } : {}) };
    if (way === 'reads') return carrying(machine.read(call, location, access));
    machine.write(call, location, dataIn(call.args), access);
    return NOTHING;
  };

function queueName(value: Value): Value {
  return {
    ...value,
    ...(value.texts
      ? { texts: value.texts.map((text) => ({ ...text, value: String(text.value).split('/').at(-1) ?? '' })) }
      : {}),
  };
}

/** `BlobId.of(bucket, name)`, `storage.get(bucket, name)`, `BlobInfo.newBuilder(id)` of Google Cloud Storage. */
const blobRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'gcs.Blob', NO_FLOW);
  const [bucket, name] = call.args;
  const location =
    storedField(bucket, '<location>') ??
    (bucket && name ? concatenate([constant('gs://'), bucket, constant('/'), name]) : undefined);
  if (location) cell.fields.set('<location>', location);
  return value;
};

const blobReadRule: Rule = (call, machine) => {
  const own =
    storedField(call.receiver, '<location>') ??
    storedField(call.args[0], '<location>') ??
    (call.args.length > 1
      ? concatenate([constant('gs://'), call.args[0] ?? NOTHING, constant('/'), call.args[1] ?? NOTHING])
      : undefined);
  const data = machine.read(call, own, OBJECT);
  const target = /download/.test(call.name) ? call.args.find((each) => each.texts) : undefined;
  if (target) machine.write(call, target, data);
  return carrying(data);
};

const blobWriteRule: Rule = (call, machine) => {
  machine.write(
    call,
    storedField(call.args[0], '<location>') ?? storedField(call.receiver, '<location>'),
    dataIn(call.args.slice(1)),
    OBJECT,
  );
  return NOTHING;
};

const BIGQUERY = { namespace: 'bigquery', prefix: '' };
const bigQueryRule: Rule = (call, machine) => {
  const sql = storedField(call.args[0], '<query>') ?? call.args[0];
  return carrying(machine.query(call, sql, BIGQUERY));
};
const queryConfigurationRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'bigquery.Query', NO_FLOW);
  if (call.args[0]) cell.fields.set('<query>', call.args[0]);
  return value;
};
const tableIdRule: Rule = (call) =>
  concatenate(call.args.flatMap((each, index) => (index === 0 ? [each] : [constant('.'), each])));
const tableReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, call.args[0], { kind: 'table', namespace: 'bigquery' }));
const insertAllRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.args[0], '<table>') ?? call.args[0], dataIn(call.args), {
    kind: 'table',
    namespace: 'bigquery',
  });
  return NOTHING;
};
const insertRequestRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'bigquery.Insert', NO_FLOW);
  if (call.args[0]) cell.fields.set('<table>', call.args[0]);
  return value;
};

const topicNameRule: Rule = (call) =>
  concatenate([
    constant(`${/Subscription/.test(call.name) ? 'subscription' : 'topic'}:`),
    ...call.args.flatMap((each, index) => (index === 0 ? [each] : [constant(':'), each])),
  ]);
const pubsubRule =
  (way: 'reads' | 'writes'): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'pubsub.Client', NO_FLOW);
    const [place] = call.args;
    if (place) cell.fields.set('<topic>', place);
    if (way === 'reads')
      return { ...value, flow: machine.read(call, place, { kind: 'topic', namespace: 'pubsub' }) };
    return value;
  };
const publishRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, '<topic>'), dataIn(call.args), {
    kind: 'topic',
    namespace: 'pubsub',
  });
  return NOTHING;
};

/** Azure: `new BlobServiceClientBuilder().endpoint(url)…getBlobContainerClient(c).getBlobClient(name)`. */
const azureRule: Rule = (call, machine) => machine.instance(call, 'azure.Blob', NO_FLOW).value;
const azureSetRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'azure.Blob', NO_FLOW);
  for (const name of ['account', 'container', 'blob']) {
    const known = storedField(call.receiver, name);
    if (known) cell.fields.set(name, known);
  }
  const [given] = call.args;
  const host = stringsOf(given).flatMap(
    (text) => /https?:\/\/([^./]+)\./.exec(text)?.[1] ?? /AccountName=([^;]+)/.exec(text)?.[1] ?? [],
  )[0];
  if (/endpoint|connectionString/.test(call.name))
    cell.fields.set('account', host === undefined ? constant('{account}', 'possible') : constant(host));
  else if (/Container|FileSystem|containerName/.test(call.name) && given) cell.fields.set('container', given);
  else if (given) cell.fields.set('blob', given);
  return value;
};
function azureLocation(client: Value | undefined): Value | undefined {
  const [container, account, blob] = ['container', 'account', 'blob'].map((name) =>
    storedField(client, name),
  );
  if (!container || !blob) return undefined;
  return joinPaths([
    concatenate([
      constant('abfss://'),
      container,
      constant('@'),
      account ?? constant('{account}', 'possible'),
      constant('.dfs.core.windows.net'),
    ]),
    blob,
  ]);
}
const azureReadRule: Rule = (call, machine) => {
  const data = machine.read(call, azureLocation(call.receiver), OBJECT);
  if (/File$/.test(call.name)) machine.write(call, call.args[0], data);
  return carrying(data);
};
const azureWriteRule: Rule = (call, machine) => {
  const data = /File$/.test(call.name) ? machine.read(call, call.args[0]) : dataIn(call.args);
  machine.write(call, azureLocation(call.receiver), data, OBJECT);
  return NOTHING;
};

const REQUESTS_V1 = [
  'GetObjectRequest',
  'PutObjectRequest',
  'CopyObjectRequest',
  'ListObjectsV2Request',
  'ListObjectsRequest',
  'PutRecordRequest',
  'PutRecordsRequest',
  'GetItemRequest',
  'PutItemRequest',
  'QueryRequest',
  'ScanRequest',
  'SendMessageRequest',
  'ReceiveMessageRequest',
  'UpdateItemRequest',
  'BatchGetItemRequest',
  'GetRecordsRequest',
  'SubscribeToShardRequest',
  'DownloadFileRequest',
  'UploadFileRequest',
];
const FIELDS = [
  'bucket',
  'key',
  'withBucketName',
  'withKey',
  'sourceBucket',
  'sourceKey',
  'destinationBucket',
  'destinationKey',
  'tableName',
  'withTableName',
  'streamName',
  'withStreamName',
  'queueUrl',
  'withQueueUrl',
  'data',
  'messageBody',
  'withMessageBody',
  'withData',
  'item',
  'withItem',
  'withFile',
  'streamARN',
  'setBucketName',
  'setStreamName',
  'setTableName',
];
const OTHER = [
  'build',
  'partitionKey',
  'withPartitionKey',
  'prefix',
  'withPrefix',
  'maxNumberOfMessages',
  'withMetadata',
  'contentType',
  'keyConditionExpression',
  'range',
  'acl',
  'maxKeys',
];

function requests(): Record<string, Rule> {
  return Object.fromEntries(
    REQUESTS_V1.flatMap((name): [string, Rule][] => {
      const fields = /Object/.test(name)
        ? ['bucket', 'key', 'file']
        : /Item|Query|Scan/.test(name)
          ? ['tableName', 'item']
          : /Message/.test(name)
            ? ['queueUrl', 'messageBody']
            : [];
      return [
        [`*.${name}`, requestRule(...fields)],
        [`*.${name}.builder`, requestRule()],
      ];
    }),
  );
}

/** Clients of Google come from their options. */
function services(options: string, client: string): Record<string, Rule> {
  const kept = ['build', 'toBuilder', 'setProjectId', 'setCredentials', 'setLocation'];
  return {
    ...under([`*.${options}.getDefaultInstance`, `*.${options}.newBuilder`], makeRule(options)),
    ...under(
      kept.map((name) => `${options}.${name}`),
      selfRule,
    ),
    [`${options}.getService`]: makeRule(client),
  };
}

/** Clients of Amazon, Google and Azure. */
export const jvmCloud: Library = {
  name: 'jvmCloud',
  languages: JVM,
  functions: {},
  methods: {
    ...requests(),
    ...under(
      FIELDS.map((name) => `${REQUEST}.${name}`),
      setRule,
    ),
    ...under(
      OTHER.map((name) => `${REQUEST}.${name}`),
      selfRule,
    ),
    ...under(['*.getObject', '*.getObjectAsBytes', '*.getObjectAsString'], getObjectRule),
    '*.putObject': putObjectRule,
    '*.copyObject': copyObjectRule,
    ...under(
      [
        'RequestBody.fromFile',
        'RequestBody.fromString',
        'RequestBody.fromBytes',
        'RequestBody.fromInputStream',
        'SdkBytes.fromUtf8String',
        'SdkBytes.fromByteArray',
      ].map((name) => `*.${name}`),
      bodyRule,
    ),
    ...under(
      ['*.getItem', '*.query_', '*.scan', '*.batchGetItem'].filter((name) => !name.endsWith('_')),
      namedRule('reads', 'dynamodb', 'table', 'tableName'),
    ),
    ...under(['*.putItem', '*.updateItem'], namedRule('writes', 'dynamodb', 'table', 'tableName')),
    ...under(['*.putRecord', '*.putRecords'], namedRule('writes', 'kinesis', 'stream', 'streamName')),
    '*.getRecords': namedRule('reads', 'kinesis', 'stream', 'streamName', 'streamARN'),
    '*.subscribeToShard': namedRule('reads', 'kinesis', 'stream', 'streamName', 'streamARN'),
    '*.sendMessage': namedRule('writes', 'sqs', 'stream', 'queueUrl'),
    '*.receiveMessage': namedRule('reads', 'sqs', 'stream', 'queueUrl'),
    ...services('StorageOptions', 'Storage'),
    ...services('BigQueryOptions', 'BigQuery'),
    '*.BlobId.of': blobRule,
    '*.BlobInfo.newBuilder': blobRule,
    'gcs.Blob.build': selfRule,
    'gcs.Blob.setContentType': selfRule,
    '*.storage.get': blobRule,
    '*.Storage.get': blobRule,
    ...under(
      [
        'gcs.Blob.getContent',
        'gcs.Blob.downloadTo',
        '*.storage.readAllBytes',
        '*.Storage.readAllBytes',
        '*.storage.reader',
        '*.Storage.reader',
        'gcs.Blob.reader',
      ],
      blobReadRule,
    ),
    ...under(
      [
        '*.storage.create',
        '*.Storage.create',
        '*.storage.createFrom',
        '*.Storage.createFrom',
        '*.storage.writer',
        '*.Storage.writer',
      ],
      blobWriteRule,
    ),
    '*.QueryJobConfiguration.newBuilder': queryConfigurationRule,
    '*.QueryJobConfiguration.of': queryConfigurationRule,
    ...under(
      ['setUseLegacySql', 'build', 'setDestinationTable', 'addNamedParameter', 'setDefaultDataset'].map(
        (name) => `bigquery.Query.${name}`,
      ),
      selfRule,
    ),
    ...under(['*.bigquery.query', '*.BigQuery.query', '*.bigQuery.query', '*.bq.query'], bigQueryRule),
    '*.TableId.of': tableIdRule,
    ...under(['*.bigquery.listTableData', '*.BigQuery.listTableData'], tableReadRule),
    '*.InsertAllRequest.newBuilder': insertRequestRule,
    'bigquery.Insert.addRow': selfRule,
    'bigquery.Insert.build': selfRule,
    ...under(['*.bigquery.insertAll', '*.BigQuery.insertAll'], insertAllRule),
    '*.TopicName.of': topicNameRule,
    '*.ProjectTopicName.of': topicNameRule,
    '*.ProjectSubscriptionName.of': topicNameRule,
    '*.SubscriptionName.of': topicNameRule,
    '*.Publisher.newBuilder': pubsubRule('writes'),
    '*.Subscriber.newBuilder': pubsubRule('reads'),
    'pubsub.Client.build': selfRule,
    'pubsub.Client.publish': publishRule,
    ...under(
      [
        'BlobServiceClientBuilder',
        'BlobClientBuilder',
        'BlobContainerClientBuilder',
        'DataLakeServiceClientBuilder',
      ].map((name) => `*.${name}`),
      azureRule,
    ),
    ...under(
      [
        'endpoint',
        'connectionString',
        'containerName',
        'blobName',
        'getBlobContainerClient',
        'getBlobClient',
        'getFileSystemClient',
        'getFileClient',
      ].map((name) => `azure.Blob.${name}`),
      azureSetRule,
    ),
    ...under(
      ['credential', 'buildClient', 'sasToken', 'getBlockBlobClient'].map((name) => `azure.Blob.${name}`),
      selfRule,
    ),
    ...under(
      ['downloadToFile', 'downloadContent', 'openInputStream', 'downloadStream', 'readToFile'].map(
        (name) => `azure.Blob.${name}`,
      ),
      azureReadRule,
    ),
    ...under(
      ['uploadFromFile', 'upload', 'getBlobOutputStream'].map((name) => `azure.Blob.${name}`),
      azureWriteRule,
    ),
    'aws.Request.toBuilder': selfRule,
    'aws.Request.contentLength': keepRule('length'),
  },
};
