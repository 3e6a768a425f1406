import type { Access, Call, Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { concatenate, mapTexts, stringOf } from '../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../values/value.js';
import { each, keeps, under } from './accessRules.js';
import { argument, argumentFlow, dataOf, storedField } from './arguments.js';

const OBJECT: Access = { kind: 'object' };
const TOPIC: Access = { kind: 'topic', namespace: 'pubsub' };

/** `client.bucket(b).blob(k)` of Google Cloud Storage. */
function blobOf(call: Call, machine: Parameters<Rule>[1], key: Value | undefined): Value {
  const { cell, value } = machine.instance(call, 'gcs.Blob', NO_FLOW);
  const bucket =
    storedField(call.receiver, 'bucket') ?? storedField(argument(call, undefined, 'bucket'), 'bucket');
  if (bucket && key)
    cell.fields.set('location', concatenate([constant('gs://'), bucket, constant('/'), key]));
  if (key) cell.fields.set('name', key);
  return value;
}

const blobRule: Rule = (call, machine) => blobOf(call, machine, argument(call, 0, 'blob_name', 'name'));

/** `bucket.list_blobs(prefix=…)`: any object below the prefix. */
const listBlobsRule: Rule = (call, machine) => {
  const given =
    call.name.endsWith('list_blobs') && !storedField(call.receiver, 'bucket') ? call.args[0] : undefined;
  const prefix = argument(call, undefined, 'prefix');
  const key = prefix?.texts
    ? concatenate([mapTexts(prefix, (text) => text.replace(/\/?$/, '/')), constant('*')])
    : constant('*');
  const owner = storedField(given, 'bucket') ?? (given?.texts ? given : undefined);
  if (!owner) return listOf([blobOf(call, machine, key)]);
  const { cell, value } = machine.instance(call, 'gcs.Bucket', NO_FLOW);
  cell.fields.set('bucket', owner);
  return listOf([blobOf({ ...call, receiver: value }, machine, key)]);
};

const downloadRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, 'location');
  const data = machine.read(call, location, OBJECT);
  const [target] = call.args;
  if (target?.texts && call.name.endsWith('filename')) machine.write(call, target, data);
  const opened = storedField(target, 'location');
  if (opened) machine.write(call, opened, data);
  return carrying(data);
};

const uploadRule: Rule = (call, machine) => {
  const given = argument(call, 0, 'filename', 'data', 'file_obj');
  const data = call.name.endsWith('filename') ? machine.read(call, given) : dataOf(given);
  machine.write(call, storedField(call.receiver, 'location'), data, OBJECT);
  return NOTHING;
};

const openRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, 'location');
  const writes = /w/.test(stringOf(argument(call, 0, 'mode')) ?? 'r');
  const { cell, value } = machine.instance(
    call,
    'file.Handle',
    writes ? NO_FLOW : machine.read(call, location, OBJECT),
  );
  if (location) cell.fields.set('location', location);
  if (writes) {
    cell.fields.set('writes', NOTHING);
    machine.write(call, location, NO_FLOW, OBJECT);
  }
  return value;
};

/** `bucket.copy_blob(blob, other_bucket, name)`. */
const copyBlobRule: Rule = (call, machine) => {
  const source = storedField(call.args[0], 'location');
  const bucket = storedField(call.args[1], 'bucket');
  const name = argument(call, 2, 'new_name') ?? storedField(call.args[0], 'name');
  const data = machine.read(call, source, OBJECT);
  if (bucket && name)
    machine.write(call, concatenate([constant('gs://'), bucket, constant('/'), name]), data, OBJECT);
  return NOTHING;
};

const fromUriRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'gcs.Blob', NO_FLOW);
  const uri = argument(call, 0, 'uri');
  if (uri) cell.fields.set('location', uri);
  return value;
};

/** `client.download_blob_to_file(uri, handle)`. */
const downloadUriRule: Rule = (call, machine) => {
  const [source, target] = call.args;
  const data = machine.read(call, storedField(source, 'location') ?? source, OBJECT);
  const opened = storedField(target, 'location');
  if (opened) machine.write(call, opened, data);
  return NOTHING;
};

/** `projects/p/topics/t` as OpenLineage names it: `topic:p:t`. */
function topicName(value: Value | undefined): Value | undefined {
  if (!value) return undefined;
  return mapTexts(value, (text) =>
    text.replace(
      /^projects\/([^/]+)\/(topic|subscription)s\/(.+)$/,
      (_all, project: string, kind: string, name: string) => `${kind}:${project}:${name}`,
    ),
  );
}

const pathRule =
  (kind: string): Rule =>
  (call) => {
    const [project, name] = [argument(call, 0, 'project'), argument(call, 1, 'topic', 'subscription')];
    if (!project || !name) return NOTHING;
    return concatenate([constant('projects/'), project, constant(`/${kind}s/`), name]);
  };

const publishRule: Rule = (call, machine) => {
  const data = argumentFlow({ ...call, args: call.args.slice(1) });
  machine.write(call, topicName(argument(call, 0, 'topic')), data, TOPIC);
  return NOTHING;
};

function subscriptionOf(call: Call): Value | undefined {
  const request = argument(call, undefined, 'request') ?? call.args[0];
  return argument(call, undefined, 'subscription') ?? request?.fields?.get('subscription') ?? request;
}

const pullRule: Rule = (call, machine) =>
  carrying(machine.read(call, topicName(subscriptionOf(call)), TOPIC));

const subscribeRule: Rule = (call, machine) => {
  const data = pullRule(call, machine);
  const callback = argument(call, 1, 'callback');
  if (callback) machine.call(callback, [data], call);
  return data;
};

const firestoreRule =
  (write: boolean): Rule =>
  (call, machine) => {
    const name = storedField(call.receiver, 'name');
    const access: Access = { kind: 'table', namespace: 'firestore' };
    if (!write) return carrying(machine.read(call, name, access));
    machine.write(call, name, argumentFlow(call), access);
    return NOTHING;
  };

const STORAGE = 'google.cloud.storage';
const DOWNLOADS = [
  'download_to_filename',
  'download_as_text',
  'download_as_bytes',
  'download_as_string',
  'download_to_file',
];

/** Cloud Storage, Pub/Sub and Firestore. */
export const googleCloud: Library = {
  name: 'googleCloud',
  functions: {
    [`${STORAGE}.Client`]: keeps('gcs.Client'),
    [`${STORAGE}.Client.from_service_account_json`]: keeps('gcs.Client'),
    [`${STORAGE}.Bucket`]: keeps('gcs.Bucket', { bucket: [1, 'name'] }),
    [`${STORAGE}.Blob`]: blobRule,
    [`${STORAGE}.Blob.from_string`]: fromUriRule,
    'google.cloud.pubsub_v1.PublisherClient': keeps('pubsub.Publisher'),
    'google.cloud.pubsub.PublisherClient': keeps('pubsub.Publisher'),
    'google.cloud.pubsub_v1.SubscriberClient': keeps('pubsub.Subscriber'),
    'google.cloud.pubsub.SubscriberClient': keeps('pubsub.Subscriber'),
    'google.cloud.firestore.Client': keeps('firestore.Client'),
  },
  methods: {
    ...under(['gcs.Client'], {
      ...each(
        ['bucket', 'get_bucket', 'create_bucket'],
        keeps('gcs.Bucket', { bucket: [0, 'bucket_name', 'bucket_or_name'] }),
      ),
      list_blobs: listBlobsRule,
      download_blob_to_file: downloadUriRule,
    }),
    ...under(['gcs.Bucket'], {
      ...each(['blob', 'get_blob'], blobRule),
      list_blobs: listBlobsRule,
      copy_blob: copyBlobRule,
    }),
    ...under(['gcs.Blob'], {
      ...each(DOWNLOADS, downloadRule),
      ...each(['upload_from_filename', 'upload_from_string', 'upload_from_file'], uploadRule),
      open: openRule,
    }),
    ...each(
      ['upload_from_filename', 'upload_from_string'].map((name) => `*.${name}`),
      uploadRule,
    ),
    ...each(['pubsub.Publisher.topic_path', '*.topic_path'], pathRule('topic')),
    ...each(['pubsub.Subscriber.subscription_path', '*.subscription_path'], pathRule('subscription')),
    'pubsub.Publisher.publish': publishRule,
    'pubsub.Subscriber.pull': pullRule,
    'pubsub.Subscriber.subscribe': subscribeRule,
    'firestore.Client.collection': keeps('firestore.Collection', { name: [0, 'collection_path'] }),
    ...under(['firestore.Collection'], {
      ...each(['document', 'where', 'limit', 'order_by'], (call) => call.receiver ?? NOTHING),
      ...each(['stream', 'get'], firestoreRule(false)),
      ...each(['add', 'set', 'update'], firestoreRule(true)),
    }),
  },
};
