import type { Library, Rule } from '../../../interpreter/machine.js';
import { concatenate, mapTexts, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { writeStream } from '../javascriptFiles.js';
import {
  callBack,
  callbackOf,
  dataOfArguments,
  entryOf,
  entryText,
  locationOf,
  object,
} from '../javascriptValues.js';
import { instanceRule, OBJECT } from './cloudObjects.js';

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

const selfRule: Rule = (call) => call.receiver ?? NOTHING;

/** Clients of Google's stores, warehouse and topics. */
export const googleClients: Library = {
  name: 'javascriptGoogle',
  languages: ['javascript'],
  functions: {
    '@google-cloud/storage.Storage': instanceRule('js.Gcs'),
    '@google-cloud/bigquery.BigQuery': bigQueryRule,
    '@google-cloud/pubsub.PubSub': pubsubRule,
  },
  methods: {
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
  },
};
