import type { Call, Library, Machine, Rule } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, given, likelyText } from '../dotnetRules.js';
import { methodsOfTypes } from '../methodsOfTypes.js';

/** The host that a connection string names: `Endpoint=sb://name.servicebus.windows.net/;…`. */
function hostOf(value: Value | undefined, fallback: string): string {
  const text = likelyText(value);
  const endpoint =
    /Endpoint=sb:\/\/([^/;]+)/i.exec(text ?? '')?.[1] ??
    (/^[\w.-]+\.[\w.-]+$/.test(text ?? '') ? text : undefined);
  return endpoint ?? (text && /^\{[^{}]*\}$/.test(text) ? text : `{${fallback}}`);
}

function entityOf(value: Value | undefined): Value | undefined {
  const path = /EntityPath=([^;]+)/i.exec(likelyText(value) ?? '')?.[1];
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
    ...methodsOfTypes(['SendAsync', 'EnqueueEventAsync', 'EnqueueEventsAsync'], ['EventHub'], send),
    ...methodsOfTypes(
      [
        'ReadEventsAsync',
        'ReadEventsFromPartitionAsync',
        'ReceiveBatchAsync',
        'StartProcessing',
        'StartProcessingAsync',
      ],
      ['EventHub'],
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
    ...methodsOfTypes(
      [
        'CreateSender',
        'CreateReceiver',
        'CreateProcessor',
        'CreateSessionProcessor',
        'AcceptNextSessionAsync',
      ],
      ['ServiceBus'],
      busEntity,
    ),
    ...methodsOfTypes(['SendMessageAsync', 'SendMessagesAsync', 'ScheduleMessageAsync'], ['BusEntity'], send),
    ...methodsOfTypes(
      [
        'ReceiveMessageAsync',
        'ReceiveMessagesAsync',
        'ReceiveMessages',
        'PeekMessageAsync',
        'StartProcessingAsync',
      ],
      ['BusEntity'],
      receive,
    ),
    '*.<subscribe>': subscribe,
  },
};
