import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { concatenate, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { CSHARP, created, dataIn, given, isDeclared, keeps, pathOf, self } from './dotnetRules.js';

/** The host that a connection string names: `Endpoint=sb://name.servicebus.windows.net/;…`. */
function hostOf(value: Value | undefined, fallback: string): string {
  const [text] = stringsOf(value);
  const endpoint =
    /Endpoint=sb:\/\/([^/;]+)/i.exec(text ?? '')?.[1] ??
    (/^[\w.-]+\.[\w.-]+$/.test(text ?? '') ? text : undefined);
  return endpoint ?? (text && /^\{[^{}]*\}$/.test(text) ? text : `{${fallback}}`);
}

function entityOf(value: Value | undefined): Value | undefined {
  const path = /EntityPath=([^;]+)/i.exec(stringsOf(value)[0] ?? '')?.[1];
  return path === undefined ? undefined : constant(path);
}

/** A client of an event hub; consumers name their group first, processors their checkpoints and their group. */
const eventHub =
  (connectionAt: number): Rule =>
  (call, machine) => {
    const connection = given(call, connectionAt, 'connectionString', 'fullyQualifiedNamespace');
    const name = given(call, connectionAt + 1, 'eventHubName') ?? entityOf(connection);
    const hub = cellsOf(name).length > 0 || name?.texts === undefined ? entityOf(connection) : name;
    return created(call, machine, 'EventHub', {
      namespace: constant(`eventhubs://${hostOf(connection, 'eventhubs')}`),
      name: hub,
    });
  };

const bus: Rule = (call, machine) =>
  created(call, machine, 'ServiceBus', {
    namespace: constant(`servicebus://${hostOf(call.args[0], 'servicebus')}`),
  });

const busEntity: Rule = (call, machine) =>
  created(call, machine, 'BusEntity', {
    namespace: storedField(call.receiver, 'namespace'),
    name: given(call, 0, 'queueName', 'topicName', 'queueOrTopicName'),
  });

function readTopic(call: Call, machine: Machine): Flow {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kafka';
  return machine.read(call, storedField(call.receiver, 'name'), { kind: 'topic', namespace });
}

const receive: Rule = (call, machine) => carrying(readTopic(call, machine));

const send: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kafka';
  machine.write(call, storedField(call.receiver, 'name'), dataIn(call.args), { kind: 'topic', namespace });
  return NOTHING;
};

/** `processor.ProcessEventAsync += Handler`: the handler gets what the topic holds. */
const subscribe: Rule = (call, machine) => {
  const [, handler] = call.args;
  const known = storedField(call.receiver, 'name') !== undefined;
  if (handler?.references?.some((each) => each.kind === 'function'))
    machine.call(handler, [carrying(known ? readTopic(call, machine) : NO_FLOW)], call);
  return NOTHING;
};

const kafkaBuilder: Rule = (call, machine) => {
  const [settings] = call.args;
  const servers = storedField(settings, 'BootstrapServers') ?? settings?.fields?.get('bootstrap.servers');
  const [hosts] = stringsOf(servers);
  return created(call, machine, 'KafkaBuilder', {
    namespace: constant(hosts === undefined ? 'kafka' : `kafka://${hosts}`),
  });
};

const built: Rule = (call, machine) =>
  created(call, machine, 'KafkaClient', { namespace: storedField(call.receiver, 'namespace') });

const kafkaSubscribe: Rule = (call, machine) => {
  const [topics] = call.args;
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kafka';
  const flow = machine.read(call, topics?.items?.[0] ?? topics, { kind: 'topic', namespace });
  for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(flow));
  return NOTHING;
};

const consume: Rule = (call) =>
  carrying(storedField(call.receiver, 'data')?.flow ?? call.receiver?.flow ?? NO_FLOW);

const produce: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'kafka';
  machine.write(call, given(call, 0, 'topic'), dataIn(call.args.slice(1)), { kind: 'topic', namespace });
  return NOTHING;
};

/** Redis: each kind of key is a dataset. */
const redis: Rule = (call, machine) => {
  const [text] = stringsOf(call.args[0]);
  const host = text?.split(',')[0]?.replace(/^redis:\/\//, '');
  return created(call, machine, 'Redis', {
    namespace: constant(host === undefined ? 'redis' : `redis://${host}`),
  });
};

const redisRead: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'redis';
  return carrying(machine.read(call, call.args[0], { kind: 'unknown', namespace }));
};

const redisWrite: Rule = (call, machine) => {
  const namespace = stringOf(storedField(call.receiver, 'namespace')) ?? 'redis';
  machine.write(call, call.args[0], dataIn(call.args.slice(1)), { kind: 'unknown', namespace });
  return NOTHING;
};

/** An address below the client's base. */
function addressOf(call: Call, argument: Value | undefined): Value | undefined {
  const base = storedField(call.receiver, 'BaseAddress');
  const path = stringOf(argument);
  if (!base || !argument || (path !== undefined && /^https?:/i.test(path))) return argument;
  const root = stringOf(base)?.replace(/\/+$/, '');
  return concatenate([
    root === undefined ? base : constant(root),
    constant(path?.startsWith('/') ? '' : '/'),
    argument,
  ]);
}

const get: Rule = (call, machine) => {
  const address = addressOf(call, given(call, 0, 'requestUri'));
  return created(call, machine, 'HttpAnswer', {}, machine.read(call, address, { kind: 'api' }));
};

const post: Rule = (call, machine) => {
  const [target, ...content] = call.args;
  machine.write(call, addressOf(call, target), dataIn(content), { kind: 'api' });
  return created(call, machine, 'HttpAnswer');
};

const sendRequest: Rule = (call, machine) => {
  const [request] = call.args;
  const method = (storedField(request, 'method')?.references ?? []).flatMap((each) =>
    each.kind === 'external' ? [each.name] : [],
  )[0];
  const address = storedField(request, 'uri');
  if (!address) return created(call, machine, 'HttpAnswer');
  const asked = {
    ...call,
    args: [address, ...(storedField(request, 'Content') ? [storedField(request, 'Content') ?? NOTHING] : [])],
  };
  return (method === undefined || /Get$/.test(method) ? get : post)(asked, machine);
};

const downloadFile: Rule = (call, machine) => {
  const flow = machine.read(call, addressOf(call, call.args[0]), { kind: 'api' });
  machine.write(call, pathOf(call.args[1]), flow);
  return NOTHING;
};

function all(type: string, names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [`*.${type}.${name}`, rule]));
}

const CLIENTS = ['HttpClient', 'WebClient', 'RestClient'];
const GETS = [
  'GetAsync',
  'GetStringAsync',
  'GetStreamAsync',
  'GetByteArrayAsync',
  'GetFromJsonAsync',
  'DownloadString',
  'DownloadStringTaskAsync',
  'DownloadData',
  'OpenRead',
  'GetJsonAsync',
];
const POSTS = [
  'PostAsync',
  'PutAsync',
  'PatchAsync',
  'PostAsJsonAsync',
  'PutAsJsonAsync',
  'UploadString',
  'UploadData',
];
const REDIS_READS = [
  'StringGet',
  'HashGet',
  'HashGetAll',
  'ListRange',
  'SetMembers',
  'SortedSetRangeByScore',
  'SortedSetRangeByRank',
  'StreamRead',
  'StreamRange',
].flatMap((name) => [name, `${name}Async`]);
const REDIS_WRITES = [
  'StringSet',
  'HashSet',
  'ListRightPush',
  'ListLeftPush',
  'SetAdd',
  'SortedSetAdd',
  'StreamAdd',
  'Publish',
].flatMap((name) => [name, `${name}Async`]);

/** Event Hubs, Service Bus, Kafka, Redis and HTTP. */
export const dotnetMessaging: Library = {
  name: 'dotnetMessaging',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.EventHubProducerClient': eventHub(0),
    '*.EventHubBufferedProducerClient': eventHub(0),
    '*.EventHubConsumerClient': eventHub(1),
    '*.EventProcessorClient': eventHub(2),
    '*.PartitionReceiver': eventHub(3),
    ...all('EventHub', ['SendAsync', 'EnqueueEventAsync', 'EnqueueEventsAsync'], send),
    ...all(
      'EventHub',
      [
        'ReadEventsAsync',
        'ReadEventsFromPartitionAsync',
        'ReceiveBatchAsync',
        'StartProcessing',
        'StartProcessingAsync',
      ],
      receive,
    ),
    '*.EventHub.CreateBatchAsync': (call, machine) => created(call, machine, 'EventBatch'),
    '*.EventBatch.TryAdd': (call) => {
      for (const cell of cellsOf(call.receiver)) cell.fields.set('data', carrying(dataIn(call.args)));
      return NOTHING;
    },
    '*.EventData': (call) => carrying(dataIn(call.args)),
    '*.ServiceBusMessage': (call) => carrying(dataIn(call.args)),
    '*.ServiceBusClient': bus,
    ...all(
      'ServiceBus',
      [
        'CreateSender',
        'CreateReceiver',
        'CreateProcessor',
        'CreateSessionProcessor',
        'AcceptNextSessionAsync',
      ],
      busEntity,
    ),
    ...all('BusEntity', ['SendMessageAsync', 'SendMessagesAsync', 'ScheduleMessageAsync'], send),
    ...all(
      'BusEntity',
      [
        'ReceiveMessageAsync',
        'ReceiveMessagesAsync',
        'ReceiveMessages',
        'PeekMessageAsync',
        'StartProcessingAsync',
      ],
      receive,
    ),
    '*.<subscribe>': subscribe,
    '*.ConsumerConfig': keeps('KafkaConfig'),
    '*.ProducerConfig': keeps('KafkaConfig'),
    '*.ClientConfig': keeps('KafkaConfig'),
    '*.ConsumerBuilder': kafkaBuilder,
    '*.ProducerBuilder': kafkaBuilder,
    '*.KafkaBuilder.Build': built,
    ...all(
      'KafkaBuilder',
      [
        'SetErrorHandler',
        'SetValueDeserializer',
        'SetValueSerializer',
        'SetKeyDeserializer',
        'SetLogHandler',
      ],
      self,
    ),
    '*.KafkaClient.Subscribe': kafkaSubscribe,
    '*.KafkaClient.Assign': kafkaSubscribe,
    '*.KafkaClient.Consume': consume,
    ...all('KafkaClient', ['Produce', 'ProduceAsync'], produce),
    ...all('IProducer', ['Produce', 'ProduceAsync'], produce),
    '*.IConsumer.Subscribe': kafkaSubscribe,
    '*.IConsumer.Consume': consume,
    '*.ConnectionMultiplexer.Connect': redis,
    '*.ConnectionMultiplexer.ConnectAsync': redis,
    '*.IDatabase': (call, machine) => created(call, machine, 'Redis'),
    '*.IConnectionMultiplexer': (call, machine) => created(call, machine, 'Redis'),
    '*.Redis.GetDatabase': self,
    ...all('Redis', REDIS_READS, redisRead),
    ...all('Redis', REDIS_WRITES, redisWrite),
    '*.HttpClient': (call, machine) =>
      created(
        call,
        machine,
        'HttpClient',
        isDeclared(call) ? {} : { BaseAddress: call.named.get('BaseAddress') },
      ),
    '*.IHttpClientFactory.CreateClient': (call, machine) => created(call, machine, 'HttpClient'),
    '*.HttpRequestMessage': keeps('HttpRequest', 'method', 'uri'),
    ...Object.fromEntries(
      CLIENTS.flatMap((type) => [
        ...Object.entries(all(type, GETS, get)),
        ...Object.entries(all(type, POSTS, post)),
      ]),
    ),
    '*.HttpClient.SendAsync': sendRequest,
    '*.WebClient.DownloadFile': downloadFile,
    '*.WebClient.DownloadFileTaskAsync': downloadFile,
    '*.WebRequest.Create': (call, machine) => created(call, machine, 'WebRequest', { uri: call.args[0] }),
    '*.WebRequest.GetResponse': (call, machine) =>
      get({ ...call, args: [storedField(call.receiver, 'uri') ?? NOTHING] }, machine),
    '*.ReadAsStringAsync': self,
    '*.ReadAsStreamAsync': self,
    '*.ReadAsByteArrayAsync': self,
    '*.ReadFromJsonAsync': self,
    '*.StringContent': (call) => carrying(dataIn(call.args)),
    '*.JsonContent.Create': (call) => carrying(call.args[0] ? flowOf(call.args[0]) : NO_FLOW),
  },
};
