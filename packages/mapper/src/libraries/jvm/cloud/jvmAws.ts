import type { Access, Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { dataIn, JVM, keep, keepRule, makeRule, selfRule, spelled, under } from '../jvmValues.js';
import { OBJECT } from './cloudObject.js';

const REQUEST = 'aws.Request';

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

/** Requests and clients of AWS. */
export const jvmAws: Library = {
  name: 'jvmAws',
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
    'aws.Request.toBuilder': selfRule,
    'aws.Request.contentLength': keepRule('length'),
  },
};
