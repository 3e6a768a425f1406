import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dataIn, JVM, selfRule, under } from '../jvmValues.js';
import { OBJECT } from './cloudObject.js';

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

/** Stores, warehouse and topics of Google Cloud. */
export const jvmGoogle: Library = {
  name: 'jvmGoogle',
  languages: JVM,
  functions: {},
  methods: {
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
  },
};
