import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { itself } from '../accessRules.js';
import { cellsOf, storedField } from '../arguments.js';
import { dataOfArguments, entryOf, entryText, forTypes, object, structArgument } from './goValues.js';

function brokers(hosts: readonly string[]): string {
  const known = hosts.filter((host) => !host.startsWith('{'));
  return known.length > 0 ? `kafka://${known.join(',')}` : 'kafka';
}

function topicAccess(namespace: string): { kind: 'topic'; namespace: string } {
  return { kind: 'topic', namespace };
}

function namespaceOf(value: Value | undefined, fallback: string): string {
  return stringsOf(storedField(value, 'namespace'))[0] ?? fallback;
}

// sarama
const saramaRule =
  (type: string): Rule =>
  (call, machine) =>
    object(call, machine, type, { namespace: constant(brokers(stringsOf(call.args[0]))) });
const saramaSendRule: Rule = (call, machine) => {
  for (const message of call.args.flatMap((each) => each.items ?? [each])) {
    const topic = entryOf(message, 'Topic');
    const data = entryOf(message, 'Value');
    if (topic)
      machine.write(
        call,
        topic,
        data ? flowOf(data) : NO_FLOW,
        topicAccess(namespaceOf(call.receiver, 'kafka')),
      );
  }
  return NOTHING;
};
const saramaPartitionRule: Rule = (call, machine) =>
  carrying(machine.read(call, call.args[0], topicAccess(namespaceOf(call.receiver, 'kafka'))));
/** `group.Consume(ctx, topics, handler)`: the handler's method gets the claims. */
const saramaGroupRule: Rule = (call, machine) => {
  const topics = call.args.find((each) => each.items ?? stringsOf(each).length > 0);
  const data = machine.read(call, topics, topicAccess(namespaceOf(call.receiver, 'kafka')));
  const handler = call.args.at(-1);
  const method = handler && cellsOf(handler).length > 0 ? machine.member(handler, 'ConsumeClaim') : undefined;
  if (method?.references?.some((each) => each.kind === 'function'))
    machine.call(method, [NOTHING, carrying(data)], call);
  return carrying(data);
};

// confluent-kafka-go
const confluentRule =
  (type: string): Rule =>
  (call, machine) =>
    object(call, machine, type, {
      namespace: constant(
        brokers((entryText(call.args[0], 'bootstrap.servers') ?? '').split(',').filter(Boolean)),
      ),
    });
const subscribeRule: Rule = (call, machine) => {
  const data = machine.read(call, call.args[0], topicAccess(namespaceOf(call.receiver, 'kafka')));
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(data));
  return NOTHING;
};
const pollRule: Rule = (call) => storedField(call.receiver, 'data') ?? NOTHING;
const produceRule: Rule = (call, machine) => {
  const message = structArgument(call, 'TopicPartition');
  const topic = entryOf(entryOf(message, 'TopicPartition'), 'Topic');
  const data = entryOf(message, 'Value');
  machine.write(call, topic, data ? flowOf(data) : NO_FLOW, topicAccess(namespaceOf(call.receiver, 'kafka')));
  return NOTHING;
};

// segmentio/kafka-go: readers and writers are structs or are made of one.
function ofConfig(value: Value | undefined): { namespace: string; topic: Value | undefined } {
  const address = entryOf(value, 'Brokers', 'Addr');
  return { namespace: brokers(stringsOf(address)), topic: entryOf(value, 'Topic') };
}
const readerRule: Rule = (call, machine) =>
  object(call, machine, 'github.com/segmentio/kafka-go.Reader', { config: call.args[0] });
const writerRule: Rule = (call, machine) =>
  object(call, machine, 'github.com/segmentio/kafka-go.Writer', { config: call.args[0] });
const addressRule: Rule = (call) => listOf(call.args);
const readMessageRule: Rule = (call, machine) => {
  const { namespace, topic } = ofConfig(storedField(call.receiver, 'config') ?? call.receiver);
  return carrying(machine.read(call, topic, topicAccess(namespace)));
};
const writeMessagesRule: Rule = (call, machine) => {
  const { namespace, topic } = ofConfig(storedField(call.receiver, 'config') ?? call.receiver);
  const own = topic ?? call.args.map((each) => entryOf(each, 'Topic')).find((each) => each !== undefined);
  machine.write(call, own, dataOfArguments(call.args), topicAccess(namespace));
  return NOTHING;
};

// Redis and MongoDB
const redisRule: Rule = (call, machine) => {
  const address = entryText(call.args[0], 'Addr') ?? stringsOf(entryOf(call.args[0], 'Addrs'))[0];
  const server = address === undefined || address.startsWith('{') ? 'redis' : `redis://${address}`;
  return object(call, machine, 'github.com/redis/go-redis.Client', { namespace: constant(server) });
};
function keyOf(call: Call): Value | undefined {
  return call.args.find((each) => each.texts);
}
const redisReadRule: Rule = (call, machine) =>
  carrying(machine.read(call, keyOf(call), { namespace: namespaceOf(call.receiver, 'redis') }));
const redisWriteRule: Rule = (call, machine) => {
  machine.write(call, keyOf(call), dataOfArguments(call.args), {
    namespace: namespaceOf(call.receiver, 'redis'),
  });
  return NOTHING;
};

const mongoOptionsRule: Rule = (call, machine) => {
  const host = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(stringsOf(call.args[0])[0] ?? '')?.[1];
  return object(call, machine, 'go.MongoOptions', {
    namespace: constant(host === undefined || host.startsWith('{') ? 'mongodb' : `mongodb://${host}`),
  });
};
const mongoRule: Rule = (call, machine) => {
  const options = call.args.find((each) => storedField(each, 'namespace'));
  return object(call, machine, 'go.Mongo', {
    namespace: storedField(options, 'namespace') ?? constant('mongodb'),
  });
};
const databaseRule: Rule = (call, machine) =>
  object(call, machine, 'go.MongoDatabase', {
    namespace: storedField(call.receiver, 'namespace'),
    database: call.args[0],
  });
const collectionRule: Rule = (call, machine) => {
  const database = storedField(call.receiver, 'database') ?? constant('{database}');
  const [name] = call.args;
  return object(call, machine, 'go.MongoCollection', {
    namespace: storedField(call.receiver, 'namespace'),
    name: name && concatenate([database, constant('.'), name]),
  });
};
const collectionReadRule: Rule = (call, machine) =>
  carrying(
    machine.read(call, storedField(call.receiver, 'name'), {
      kind: 'table',
      namespace: namespaceOf(call.receiver, 'mongodb'),
    }),
  );
const collectionWriteRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'name'), dataOfArguments(call.args), {
    kind: 'table',
    namespace: namespaceOf(call.receiver, 'mongodb'),
  });
  return NOTHING;
};

const SARAMA = ['github.com/IBM/sarama', 'github.com/Shopify/sarama'];
const CONFLUENT = [
  'github.com/confluentinc/confluent-kafka-go/kafka',
  'gopkg.in/confluentinc/confluent-kafka-go.v1/kafka',
];
const REDIS = ['github.com/redis/go-redis', 'github.com/go-redis/redis'];
const REDIS_READS = ['Get', 'HGetAll', 'HGet', 'MGet', 'LRange', 'SMembers', 'ZRange', 'XRead', 'XReadGroup'];
const REDIS_WRITES = [
  'Set',
  'HSet',
  'HMSet',
  'LPush',
  'RPush',
  'SAdd',
  'ZAdd',
  'XAdd',
  'SetEX',
  'SetNX',
  'MSet',
];
const MONGO_READS = ['Find', 'FindOne', 'Aggregate', 'Distinct', 'CountDocuments', 'Watch'];
const MONGO_WRITES = [
  'InsertOne',
  'InsertMany',
  'UpdateOne',
  'UpdateMany',
  'ReplaceOne',
  'BulkWrite',
  'FindOneAndUpdate',
];

function functionsOf(
  modules: readonly string[],
  rules: Readonly<Record<string, Rule>>,
): Record<string, Rule> {
  return Object.fromEntries(
    modules.flatMap((module) => Object.entries(rules).map(([name, rule]) => [`${module}.${name}`, rule])),
  );
}

const TEXT = ['StringEncoder', 'ByteEncoder'];

/** Kafka by its three clients, Redis and MongoDB. */
export const goStreams: Library = {
  name: 'goStreams',
  languages: ['go'],
  functions: {
    ...functionsOf(SARAMA, {
      NewSyncProducer: saramaRule('go.Sarama'),
      NewAsyncProducer: saramaRule('go.Sarama'),
      NewConsumer: saramaRule('go.Sarama'),
      NewConsumerGroup: saramaRule('go.Sarama'),
      ...Object.fromEntries(TEXT.map((name): [string, Rule] => [name, (call) => call.args[0] ?? NOTHING])),
    }),
    ...functionsOf(CONFLUENT, {
      NewConsumer: confluentRule('go.Confluent'),
      NewProducer: confluentRule('go.Confluent'),
    }),
    'github.com/segmentio/kafka-go.NewReader': readerRule,
    'github.com/segmentio/kafka-go.NewWriter': writerRule,
    'github.com/segmentio/kafka-go.TCP': addressRule,
    ...functionsOf(REDIS, {
      NewClient: redisRule,
      NewUniversalClient: redisRule,
      NewClusterClient: redisRule,
    }),
    'go.mongodb.org/mongo-driver/mongo.Connect': mongoRule,
    'go.mongodb.org/mongo-driver/mongo.NewClient': mongoRule,
    'go.mongodb.org/mongo-driver/mongo/options.Client': (call, machine) =>
      object(call, machine, 'go.MongoOptions', {}),
  },
  methods: {
    'go.Sarama.SendMessage': saramaSendRule,
    'go.Sarama.SendMessages': saramaSendRule,
    'go.Sarama.ConsumePartition': saramaPartitionRule,
    'go.Sarama.Consume': saramaGroupRule,
    'go.Confluent.Subscribe': subscribeRule,
    'go.Confluent.SubscribeTopics': subscribeRule,
    'go.Confluent.ReadMessage': pollRule,
    'go.Confluent.Poll': pollRule,
    'go.Confluent.Produce': produceRule,
    'github.com/segmentio/kafka-go.Reader.ReadMessage': readMessageRule,
    'github.com/segmentio/kafka-go.Reader.FetchMessage': readMessageRule,
    'github.com/segmentio/kafka-go.Writer.WriteMessages': writeMessagesRule,
    ...forTypes(
      ['github.com/redis/go-redis.Client', 'github.com/go-redis/redis.Client'],
      REDIS_READS,
      redisReadRule,
    ),
    ...forTypes(
      ['github.com/redis/go-redis.Client', 'github.com/go-redis/redis.Client'],
      REDIS_WRITES,
      redisWriteRule,
    ),
    'go.MongoOptions.ApplyURI': mongoOptionsRule,
    'go.Mongo.Connect': itself,
    ...forTypes(['go.Mongo', 'go.mongodb.org/mongo-driver/mongo.Client'], ['Database'], databaseRule),
    ...forTypes(
      ['go.MongoDatabase', 'go.mongodb.org/mongo-driver/mongo.Database'],
      ['Collection'],
      collectionRule,
    ),
    ...forTypes(['go.MongoCollection'], MONGO_READS, collectionReadRule),
    ...forTypes(['go.MongoCollection'], MONGO_WRITES, collectionWriteRule),
  },
};
