import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, under } from './accessRules.js';
import { argument, argumentFlow, cellsOf, dataOf, storedField } from './arguments.js';

/** Servers as the namespace of topics: `kafka://host:port`. */
function namespaceOf(scheme: string, servers: Value | undefined): string {
  const hosts = stringsOf(servers).map((each) => each.replace(/^[a-z+]+:\/\//i, ''));
  return hosts.length > 0 ? `${scheme}://${hosts.join(',')}` : scheme;
}

/** Settings given as one dictionary or as named arguments. */
function setting(call: Call, ...names: readonly string[]): Value | undefined {
  const fields = call.args[0]?.fields ?? argument(call, undefined, 'conf', 'config')?.fields;
  for (const name of names) {
    const found = fields?.get(name) ?? call.named.get(name);
    if (found) return found;
  }
  return undefined;
}

const client =
  (scheme: string, type: string, position?: number): Rule =>
  (call, machine) => {
    const given = setting(
      call,
      'bootstrap.servers',
      'bootstrap_servers',
      'service_url',
      'broker',
      'url',
      'host',
    );
    const positional = position === undefined ? undefined : call.args[position];
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    cell.fields.set('namespace', constant(namespaceOf(scheme, given ?? positional)));
    return value;
  };

function known(call: Call): string {
  return stringOf(storedField(call.receiver, 'namespace')) ?? 'kafka';
}

function readTopics(call: Call, machine: Machine, namespace: string, topics: readonly Value[]): Value {
  const data = topics.map((topic) => machine.read(call, topic, { kind: 'topic', namespace }));
  return carrying(data.reduce(joinFlows, NO_FLOW));
}

function topicsOf(value: Value | undefined): Value[] {
  return value ? [...(value.items ?? [value])] : [];
}

/** `KafkaConsumer('topic', bootstrap_servers=…)`. */
const consumerRule: Rule = (call, machine) => {
  const value = client('kafka', 'kafka.Consumer')(call, machine);
  const topics = call.args.filter((each) => each.texts);
  if (topics.length === 0) return value;
  return { ...value, flow: readTopics(call, machine, known({ ...call, receiver: value }), topics).flow };
};

const subscribeRule: Rule = (call, machine) => {
  const data = readTopics(call, machine, known(call), topicsOf(argument(call, 0, 'topics', 'topic')));
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', data);
  return { ...call.receiver, flow: data.flow };
};

const assignRule: Rule = (call, machine) => {
  const topics = topicsOf(call.args[0]).flatMap((each) => storedField(each, 'topic') ?? []);
  if (topics.length === 0) return NOTHING;
  return subscribeRule({ ...call, args: [{ items: topics, flow: NO_FLOW }] }, machine);
};

const pollRule: Rule = (call) => carrying(dataOf(call.receiver));

const sendRule: Rule = (call, machine) => {
  const data = argumentFlow({ ...call, args: call.args.slice(1) });
  machine.write(call, argument(call, 0, 'topic'), data, { kind: 'topic', namespace: known(call) });
  return NOTHING;
};

const partitionRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'kafka.TopicPartition', NO_FLOW);
  const topic = argument(call, 0, 'topic');
  if (topic) cell.fields.set('topic', topic);
  return value;
};

/** A topic as an object: `app.topic(name)`, `client.create_producer(name)`. */
const topicRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'messaging.Topic', NO_FLOW);
  const topic = argument(call, 0, 'topic');
  if (topic) cell.fields.set('topic', topic);
  cell.fields.set('namespace', constant(known(call)));
  return value;
};

const topicSendRule: Rule = (call, machine) => {
  const topic = storedField(call.receiver, 'topic');
  machine.write(call, topic, argumentFlow(call), { kind: 'topic', namespace: known(call) });
  return NOTHING;
};

const topicReceiveRule: Rule = (call, machine) => {
  const topic = storedField(call.receiver, 'topic');
  return carrying(machine.read(call, topic, { kind: 'topic', namespace: known(call) }));
};

/** `@app.agent(topic)`: the function is given the topic's messages. */
const agentRule: Rule = (call, machine) => {
  const [agent, source] = call.args;
  const topic = storedField(source, 'topic');
  if (!agent || !topic) return agent ?? NOTHING;
  const data = machine.read(call, topic, { kind: 'topic', namespace: known({ ...call, receiver: source }) });
  machine.call(agent, [carrying(data)], call);
  return agent;
};

const publishRule: Rule = (call, machine) => {
  const [exchange, key] = [argument(call, 0, 'exchange'), argument(call, 1, 'routing_key')];
  const named = stringOf(exchange) === '' || !exchange ? key : exchange;
  const body = argument(call, 2, 'body');
  machine.write(call, named, dataOf(body), { kind: 'topic', namespace: 'amqp' });
  return NOTHING;
};

const consumeRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, 'queue'), { kind: 'topic', namespace: 'amqp' }));

/** Kafka by its several clients, Pulsar and RabbitMQ. */
export const messaging: Library = {
  name: 'messaging',
  functions: {
    ...each(['kafka.KafkaConsumer', 'aiokafka.AIOKafkaConsumer'], consumerRule),
    ...each(['kafka.KafkaProducer', 'aiokafka.AIOKafkaProducer'], client('kafka', 'kafka.Producer')),
    ...each(
      [
        'confluent_kafka.Consumer',
        'confluent_kafka.DeserializingConsumer',
        'confluent_kafka.avro.AvroConsumer',
      ],
      client('kafka', 'kafka.Consumer'),
    ),
    ...each(
      [
        'confluent_kafka.Producer',
        'confluent_kafka.SerializingProducer',
        'confluent_kafka.avro.AvroProducer',
      ],
      client('kafka', 'kafka.Producer'),
    ),
    ...each(
      ['kafka.TopicPartition', 'kafka.structs.TopicPartition', 'confluent_kafka.TopicPartition'],
      partitionRule,
    ),
    'faust.App': client('kafka', 'messaging.Client'),
    'quixstreams.Application': client('kafka', 'messaging.Client', 0),
    'pulsar.Client': client('pulsar', 'messaging.Client', 0),
  },
  methods: {
    ...under(['kafka.Consumer'], {
      subscribe: subscribeRule,
      assign: assignRule,
      ...each(['poll', 'consume', 'getone', 'getmany'], pollRule),
    }),
    ...under(['kafka.Producer'], each(['send', 'produce', 'send_and_wait'], sendRule)),
    ...under(['messaging.Client'], {
      ...each(['topic', 'channel', 'create_producer'], topicRule),
      ...each(['subscribe', 'create_reader'], (call, machine) => {
        const topic = topicRule(call, machine);
        return { ...topic, flow: topicReceiveRule({ ...call, receiver: topic }, machine).flow };
      }),
    }),
    ...under(['messaging.Topic'], {
      ...each(['send', 'send_soon', 'send_async', 'produce'], topicSendRule),
      ...each(['receive', 'read_next', 'batch_receive'], pollRule),
    }),
    '*.basic_publish': publishRule,
    '*.basic_consume': consumeRule,
  },
  decorators: { '*.agent': agentRule },
};
