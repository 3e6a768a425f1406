import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate, mapTexts, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';
import { writeInto } from './goFiles.js';
import {
  dataOfArguments,
  entryOf,
  entryText,
  forTypes,
  functionArgument,
  object,
  structArgument,
  textArgument,
} from './goValues.js';

const OBJECT = { kind: 'object' as const };
const firstRule: Rule = (call) => call.args[0] ?? NOTHING;
const selfRule: Rule = (call) => call.receiver ?? NOTHING;

// HTTP
const getRule: Rule = (call, machine) => carrying(machine.read(call, call.args[0], { kind: 'api' }));
const postRule: Rule = (call, machine) => {
  const data = dataOfArguments(call.args.slice(1));
  if (!isEmptyFlow(data)) machine.write(call, call.args[0], data, { kind: 'api' });
  return carrying(NO_FLOW);
};
const requestRule: Rule = (call, machine) => {
  const texts = call.args.filter(
    (each) => each.texts || each.references?.some((reference) => reference.kind === 'external'),
  );
  const [method, url] = texts;
  const name = stringOf(method) ?? JSON.stringify(method?.references ?? '');
  const body = call.args.at(-1);
  return object(call, machine, 'go.Request', {
    url: stringOf(url) === undefined && url?.why === undefined ? url : url,
    reads: /get/i.test(name) ? constant(true) : undefined,
    body,
  });
};
const doRule: Rule = (call, machine) => {
  const request = call.args.find((each) => storedField(each, 'url'));
  const url = storedField(request, 'url');
  if (!url) return carrying(dataOfArguments(call.args));
  if (storedField(request, 'reads')) return carrying(machine.read(call, url, { kind: 'api' }));
  const body = storedField(request, 'body');
  if (body && !isEmptyFlow(flowOf(body))) machine.write(call, url, flowOf(body), { kind: 'api' });
  return carrying(NO_FLOW);
};

// AWS: operations take a struct, after a context in the second version.
type Operation = (call: Call, machine: Machine, input: Value) => Value;

function s3Location(input: Value): Value | undefined {
  const [bucket, key] = [entryOf(input, 'Bucket'), entryOf(input, 'Key')];
  return bucket && key ? concatenate([constant('s3://'), bucket, constant('/'), key]) : undefined;
}
const getObject: Operation = (call, machine, input) => {
  const data = machine.read(call, s3Location(input), OBJECT);
  const target = call.args.find((each) => storedField(each, 'writes'));
  if (target) writeInto(call, machine, target, data);
  return carrying(data);
};
const putObject: Operation = (call, machine, input) => {
  const body = entryOf(input, 'Body');
  machine.write(call, s3Location(input), body ? flowOf(body) : NO_FLOW, OBJECT);
  return NOTHING;
};
const named =
  (field: string, namespace: string, kind: 'table' | 'stream' | 'topic', data?: string): Operation =>
  (call, machine, input) => {
    const name = entryOf(input, field);
    const short =
      name && mapTexts(name, (text) => (kind === 'topic' ? (text.split(/[/:]/).at(-1) ?? text) : text));
    if (data === undefined) return carrying(machine.read(call, short, { kind, namespace }));
    const body = entryOf(input, data);
    machine.write(call, short, body ? flowOf(body) : NO_FLOW, { kind, namespace });
    return NOTHING;
  };
const athena: Operation = (call, machine, input) => {
  const prefix = entryText(entryOf(input, 'QueryExecutionContext'), 'Database') ?? '';
  return carrying(machine.query(call, entryOf(input, 'QueryString'), { namespace: 'awsathena', prefix }));
};

const OPERATIONS: Readonly<Record<string, readonly [field: string, operation: Operation]>> = {
  GetObject: ['Key', getObject],
  Download: ['Key', getObject],
  PutObject: ['Key', putObject],
  Upload: ['Key', putObject],
  GetItem: ['TableName', named('TableName', 'dynamodb', 'table')],
  Query: ['TableName', named('TableName', 'dynamodb', 'table')],
  Scan: ['TableName', named('TableName', 'dynamodb', 'table')],
  PutItem: ['TableName', named('TableName', 'dynamodb', 'table', 'Item')],
  UpdateItem: ['TableName', named('TableName', 'dynamodb', 'table', 'ExpressionAttributeValues')],
  PutRecord: ['StreamName', named('StreamName', 'kinesis', 'stream', 'Data')],
  PutRecords: ['StreamName', named('StreamName', 'kinesis', 'stream', 'Records')],
  GetShardIterator: ['StreamName', named('StreamName', 'kinesis', 'stream')],
  SendMessage: ['QueueUrl', named('QueueUrl', 'sqs', 'topic', 'MessageBody')],
  ReceiveMessage: ['QueueUrl', named('QueueUrl', 'sqs', 'topic')],
  StartQueryExecution: ['QueryString', athena],
};

/** Operations are told by the struct that they take; without one the call is somebody else's. */
function operationRule(name: string, otherwise: Rule | undefined): Rule {
  return (call, machine) => {
    const known = OPERATIONS[name];
    const input = known ? structArgument(call, known[0]) : undefined;
    if (known && input) return known[1](call, machine, input);
    return otherwise
      ? otherwise(call, machine)
      : carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataOfArguments(call.args)));
  };
}

// Google Cloud
const bucketRule: Rule = (call, machine) => object(call, machine, 'go.Bucket', { bucket: call.args[0] });
const objectRule: Rule = (call, machine) => {
  const bucket = storedField(call.receiver, 'bucket');
  const [name] = call.args;
  const location = bucket && name ? concatenate([constant('gs://'), bucket, constant('/'), name]) : undefined;
  return object(call, machine, 'go.Object', { location });
};
const objectReaderRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'location'), OBJECT));
const objectWriterRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, 'location');
  machine.write(call, location, NO_FLOW, OBJECT);
  return object(call, machine, 'go.Handle', { location, writes: NOTHING });
};
const projectRule =
  (type: string): Rule =>
  (call, machine) =>
    object(call, machine, type, { project: textArgument(call) });
function projectOf(call: Call): Value {
  return storedField(call.receiver, 'project') ?? constant('{project}');
}
const bigQueryRule: Rule = (call, machine) => {
  const [project] = stringsOf(storedField(call.receiver, 'project'));
  const prefix = project === undefined || project.startsWith('{') ? '' : project;
  return object(
    call,
    machine,
    'go.BigQuery',
    {},
    machine.query(call, call.args[0], { namespace: 'bigquery', prefix }),
  );
};
const datasetRule: Rule = (call, machine) => {
  const project = storedField(call.receiver, 'project');
  const [name] = call.args;
  return object(call, machine, 'go.Dataset', {
    name: project && name ? concatenate([project, constant('.'), name]) : name,
  });
};
const tableRule: Rule = (call, machine) => {
  const dataset = storedField(call.receiver, 'name');
  const [name] = call.args;
  return object(call, machine, 'go.Table', {
    name: dataset && name ? concatenate([dataset, constant('.'), name]) : name,
  });
};
const BIGQUERY = { kind: 'table' as const, namespace: 'bigquery' };
const tableReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, storedField(call.receiver, 'name'), BIGQUERY));
const inserterRule: Rule = (call, machine) =>
  object(call, machine, 'go.Inserter', { name: storedField(call.receiver, 'name') });
const putRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), BIGQUERY);
  return NOTHING;
};
/** `table.LoaderFrom(bigquery.NewGCSReference(uri))`. */
const loaderRule: Rule = (call, machine) => {
  const data = machine.read(call, call.args[0]);
  machine.write(call, storedField(call.receiver, 'name'), data, BIGQUERY);
  return NOTHING;
};
const topicRule =
  (kind: 'topic' | 'subscription'): Rule =>
  (call, machine) => {
    const [name] = call.args;
    return object(call, machine, kind === 'topic' ? 'go.Topic' : 'go.Subscription', {
      name: name && concatenate([constant(`${kind}:`), projectOf(call), constant(':'), name]),
    });
  };
const PUBSUB = { kind: 'topic' as const, namespace: 'pubsub' };
const publishRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), PUBSUB);
  return NOTHING;
};
const receiveRule: Rule = (call, machine) => {
  const data = carrying(machine.read(call, storedField(call.receiver, 'name'), PUBSUB));
  const callback = functionArgument(call);
  if (callback) machine.call(callback, [NOTHING, data], call);
  return data;
};

// Azure
const blobClientRule: Rule = (call, machine) => {
  const [text = ''] = stringsOf(textArgument(call));
  const account =
    /https:\/\/([\w{}-]+)\.blob\./.exec(text)?.[1] ?? /AccountName=([^;]+)/.exec(text)?.[1] ?? '{account}';
  return object(call, machine, 'go.BlobClient', { account: constant(account) });
};
function blobLocation(call: Call): Value | undefined {
  const account = stringsOf(storedField(call.receiver, 'account'))[0] ?? '{account}';
  const [container, blob] = call.args.filter((each) => each.texts);
  return (
    container &&
    blob &&
    concatenate([constant('abfss://'), container, constant(`@${account}.dfs.core.windows.net/`), blob])
  );
}
const blobReadRule: Rule = (call, machine) => {
  const data = machine.read(call, blobLocation(call), OBJECT);
  const target = call.args.find((each) => storedField(each, 'writes'));
  if (target) writeInto(call, machine, target, data);
  return carrying(data);
};
const blobWriteRule: Rule = (call, machine) => {
  machine.write(call, blobLocation(call), dataOfArguments(call.args.slice(3)), OBJECT);
  return NOTHING;
};
const hubRule: Rule = (call, machine) => {
  const [connection, hub] = call.args;
  const host =
    /Endpoint=sb:\/\/([^/;]+)/.exec(stringsOf(connection)[0] ?? '')?.[1] ?? stringsOf(connection)[0];
  const namespace = host?.includes('.') ? `eventhubs://${host}` : 'eventhubs';
  return object(call, machine, 'go.Hub', { namespace: constant(namespace), hub });
};
const hubSendRule: Rule = (call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'eventhubs';
  machine.write(call, storedField(call.receiver, 'hub'), dataOfArguments(call.args), {
    kind: 'stream',
    namespace,
  });
  return NOTHING;
};

/** HTTP, object stores and messaging of AWS, Google Cloud and Azure. */
export const goServices: Library = {
  name: 'goServices',
  languages: ['go'],
  functions: {
    'net/http.Get': getRule,
    'net/http.Post': postRule,
    'net/http.PostForm': postRule,
    'net/http.NewRequest': requestRule,
    'net/http.NewRequestWithContext': requestRule,
    'github.com/hashicorp/go-retryablehttp.Get': getRule,
    'github.com/aws/aws-sdk-go/aws.String': firstRule,
    'github.com/aws/aws-sdk-go-v2/aws.String': firstRule,
    'google.golang.org/protobuf/proto.String': firstRule,
    'cloud.google.com/go/bigquery.NewClient': projectRule('go.BigQueryClient'),
    'cloud.google.com/go/bigquery.NewGCSReference': firstRule,
    'cloud.google.com/go/pubsub.NewClient': projectRule('go.PubSub'),
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClient': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClientFromConnectionString': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.NewClientWithSharedKeyCredential': blobClientRule,
    'github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs.NewProducerClient': hubRule,
    'github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs.NewProducerClientFromConnectionString':
      hubRule,
  },
  methods: {
    ...Object.fromEntries(
      Object.keys(OPERATIONS)
        .filter((name) => name !== 'Query' && name !== 'Scan')
        .map((name) => [`*.${name}`, operationRule(name, undefined)]),
    ),
    ...forTypes(
      [
        'github.com/aws/aws-sdk-go-v2/service/dynamodb.Client',
        'github.com/aws/aws-sdk-go/service/dynamodb.DynamoDB',
      ],
      ['Query'],
      operationRule('Query', undefined),
    ),
    '*.Scan': operationRule('Scan', undefined),
    'net/http.Client.Get': getRule,
    'net/http.Client.Post': postRule,
    '*.Do': doRule,
    '*.Bucket': bucketRule,
    'go.Bucket.Object': objectRule,
    'go.Object.NewReader': objectReaderRule,
    'go.Object.NewRangeReader': objectReaderRule,
    'go.Object.NewWriter': objectWriterRule,
    'go.BigQueryClient.Query': bigQueryRule,
    'go.BigQuery.Read': selfRule,
    'go.BigQuery.Run': selfRule,
    'go.BigQueryClient.Dataset': datasetRule,
    'go.BigQueryClient.DatasetInProject': (call, machine) =>
      datasetRule(
        {
          ...call,
          receiver: object(call, machine, 'go.BigQueryClient', { project: call.args[0] }),
          args: call.args.slice(1),
        },
        machine,
      ),
    'go.Dataset.Table': tableRule,
    'go.Table.Read': tableReadRule,
    'go.Table.Inserter': inserterRule,
    'go.Table.LoaderFrom': loaderRule,
    'go.Inserter.Put': putRule,
    'go.PubSub.Topic': topicRule('topic'),
    'go.PubSub.Subscription': topicRule('subscription'),
    'go.Topic.Publish': publishRule,
    'go.Subscription.Receive': receiveRule,
    ...forTypes(
      ['go.BlobClient', 'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.Client'],
      ['DownloadStream', 'DownloadFile', 'DownloadBuffer'],
      blobReadRule,
    ),
    ...forTypes(
      ['go.BlobClient', 'github.com/Azure/azure-sdk-for-go/sdk/storage/azblob.Client'],
      ['UploadFile', 'UploadBuffer', 'UploadStream'],
      blobWriteRule,
    ),
    'go.Hub.SendEventDataBatch': hubSendRule,
  },
};
