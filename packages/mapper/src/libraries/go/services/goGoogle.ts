import type { Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { concatenate, stringsOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { itself } from '../../accessRules.js';
import { storedField } from '../../arguments.js';
import { dataOfArguments, functionArgument, object, textArgument } from '../goValues.js';
import { firstRule, OBJECT } from './serviceRules.js';

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

/** Stores, warehouse and topics of Google Cloud. */
export const goGoogle: Library = {
  name: 'goGoogle',
  languages: ['go'],
  functions: {
    'cloud.google.com/go/bigquery.NewClient': projectRule('go.BigQueryClient'),
    'cloud.google.com/go/bigquery.NewGCSReference': firstRule,
    'cloud.google.com/go/pubsub.NewClient': projectRule('go.PubSub'),
  },
  methods: {
    '*.Bucket': bucketRule,
    'go.Bucket.Object': objectRule,
    'go.Object.NewReader': objectReaderRule,
    'go.Object.NewRangeReader': objectReaderRule,
    'go.Object.NewWriter': objectWriterRule,
    'go.BigQueryClient.Query': bigQueryRule,
    'go.BigQuery.Read': itself,
    'go.BigQuery.Run': itself,
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
  },
};
