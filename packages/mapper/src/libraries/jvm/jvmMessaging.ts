import type { Access, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { dataIn, entryOf, JVM, keep, selfRule, spelled, under } from './jvmValues.js';
import { setting } from './settings/setting.js';

const SERVERS = [
  'bootstrap.servers',
  'ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG',
  'ProducerConfig.BOOTSTRAP_SERVERS_CONFIG',
  'StreamsConfig.BOOTSTRAP_SERVERS_CONFIG',
];

/** Brokers as the namespace of topics: as code gives them, else as the settings of the program do. */
function namespaceOf(machine: Machine, settings: Value | undefined): string {
  const written = spelled(entryOf(settings, ...SERVERS));
  const usual = written ?? spelled(setting(machine, 'spring.kafka.bootstrap-servers', constant(null)));
  const known = usual !== undefined && !usual.startsWith('{spring') ? usual : undefined;
  return known === undefined ? 'kafka' : `kafka://${known}`;
}

function topicAccess(machine: Machine, client: Value | undefined): Access {
  return {
    kind: 'topic',
    namespace: spelled(storedField(client, '<namespace>')) ?? namespaceOf(machine, undefined),
  };
}

const clientRule =
  (type: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, type, NO_FLOW);
    const settings = call.args.find((each) => each.fields || cellsOf(each).length > 0);
    cell.fields.set('<namespace>', constant(namespaceOf(machine, settings)));
    return value;
  };

const subscribeRule: Rule = (call, machine) => {
  const data = machine.read(call, call.args[0], topicAccess(machine, call.receiver));
  keep(call.receiver, '<data>', carrying(data));
  return NOTHING;
};

const pollRule: Rule = (call) =>
  storedField(call.receiver, '<data>') ?? carrying(call.receiver ? flowOf(call.receiver) : NO_FLOW);

/** `new ProducerRecord<>(topic, key, value)` remembers where it goes. */
const recordRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'kafka.Record', dataIn(call.args.slice(1)));
  if (call.args[0]) cell.fields.set('<topic>', call.args[0]);
  return value;
};

const sendRule: Rule = (call, machine) => {
  const [record] = call.args;
  const topic = storedField(record, '<topic>') ?? (record?.texts ? record : undefined);
  machine.write(call, topic, dataIn(call.args), topicAccess(machine, call.receiver));
  return NOTHING;
};

/** `builder.stream(topic)`, `builder.table(topic)` of Kafka Streams. */
const streamRule: Rule = (call, machine) =>
  carrying(machine.read(call, call.args[0], topicAccess(machine, call.receiver)));

const toRule: Rule = (call, machine) => {
  if (!call.receiver || (!call.args[0]?.texts && !call.args[0]?.why)) return call.receiver ?? NOTHING;
  machine.write(call, call.args[0], flowOf(call.receiver), topicAccess(machine, undefined));
  return NOTHING;
};

const throughRule: Rule = (call, machine) => {
  toRule(call, machine);
  return call.receiver ?? NOTHING;
};

/** What a listener of Spring or of a cloud gets. */
const listenRule: Rule = (call, machine) => {
  const listener = spelled(call.args[0]) ?? '';
  const access: Access = /Kafka|Incoming|Stream/.test(listener)
    ? topicAccess(machine, undefined)
    : {
        kind: 'stream',
        namespace: /Sqs/.test(listener) ? 'sqs' : /Rabbit/.test(listener) ? 'rabbitmq' : 'jms',
      };
  return carrying(machine.read(call, call.args[1], access));
};

const templateRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), topicAccess(machine, undefined));
  return NOTHING;
};

/** `KafkaUtils.createDirectStream(context, strategy, ConsumerStrategies.Subscribe(topics, settings))`. */
const directRule: Rule = (call, machine) => {
  const strategy = call.args.find((each) => storedField(each, '<topics>'));
  const namespace = namespaceOf(machine, storedField(strategy, '<settings>'));
  return carrying(machine.read(call, storedField(strategy, '<topics>'), { kind: 'topic', namespace }));
};

const strategyRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'kafka.Strategy', NO_FLOW);
  if (call.args[0]) cell.fields.set('<topics>', call.args[0]);
  if (call.args[1]) cell.fields.set('<settings>', call.args[1]);
  return value;
};

const joinRule: Rule = (call) =>
  carrying(joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, dataIn(call.args)));

const STREAMS = [
  'mapValues',
  'flatMapValues',
  'peek',
  'selectKey',
  'groupByKey',
  'windowedBy',
  'aggregate',
  'toStream',
  'branch',
  'suppress',
  'reduceByKey',
  'keyBy',
  'process',
  'transform',
];

/** Kafka and other queues: clients, streams, listeners. */
export const jvmMessaging: Library = {
  name: 'jvmMessaging',
  languages: JVM,
  functions: { '<listen>': listenRule },
  methods: {
    '*.KafkaConsumer': clientRule('kafka.Consumer'),
    '*.KafkaProducer': clientRule('kafka.Producer'),
    'kafka.Consumer.subscribe': subscribeRule,
    'kafka.Consumer.assign': subscribeRule,
    'kafka.Consumer.poll': pollRule,
    'kafka.Producer.send': sendRule,
    '*.KafkaConsumer.subscribe': subscribeRule,
    '*.KafkaProducer.send': sendRule,
    '*.producer.send': sendRule,
    '*.ProducerRecord': recordRule,
    '*.KafkaTemplate.send': templateRule,
    '*.kafkaTemplate.send': templateRule,
    '*.StreamBridge.send': templateRule,
    '*.RabbitTemplate.convertAndSend': (call, machine) => {
      machine.write(call, call.args[0], dataIn(call.args.slice(1)), {
        kind: 'stream',
        namespace: 'rabbitmq',
      });
      return NOTHING;
    },
    '*.StreamsBuilder': clientRule('kafka.Streams'),
    'kafka.Streams.stream': streamRule,
    'kafka.Streams.table': streamRule,
    'kafka.Streams.globalTable': streamRule,
    '*.builder.stream': streamRule,
    '*.builder.table': streamRule,
    '*.StreamsBuilder.stream': streamRule,
    '*.StreamsBuilder.table': streamRule,
    '*.to': toRule,
    '*.through': throughRule,
    '*.leftJoin': joinRule,
    '*.outerJoin': joinRule,
    '*.KafkaUtils.createDirectStream': directRule,
    '*.ConsumerStrategies.Subscribe': strategyRule,
    '*.Subscribe': strategyRule,
    ...under(
      STREAMS.map((name) => `*.${name}`),
      selfRule,
    ),
  },
};
