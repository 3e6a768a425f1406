import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { concatenate, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';
import { callBack, callbackOf, dataOfArguments, entryOf, entryText, object } from './javascriptValues.js';

const API = { kind: 'api' as const };

function based(call: Call, url: Value | undefined): Value | undefined {
  const base = storedField(call.receiver, 'baseURL');
  const [text] = stringsOf(url);
  if (!base || !url || (text?.includes('://') ?? false)) return url;
  const separated =
    text?.startsWith('/') || stringsOf(base)[0]?.endsWith('/') ? [base, url] : [base, constant('/'), url];
  return concatenate(separated);
}

/** A browser's own path names no dataset of the repository. */
function isRelative(url: Value | undefined): boolean {
  const texts = stringsOf(url);
  return texts.length > 0 && texts.every((text) => text.startsWith('/') || text.startsWith('./'));
}

function request(
  call: Call,
  machine: Machine,
  url: Value | undefined,
  method: string,
  body: Value | undefined,
): Value {
  const location = based(call, url);
  if (isRelative(location)) return carrying(NO_FLOW);
  if (/^(get|head)$/i.test(method)) return carrying(machine.read(call, location, API));
  if (body && !isEmptyFlow(flowOf(body))) machine.write(call, location, flowOf(body), API);
  return carrying(NO_FLOW);
}

const fetchRule: Rule = (call, machine) => {
  const [url, options] = call.args;
  return request(
    call,
    machine,
    url,
    entryText(options, 'method') ?? 'get',
    entryOf(options, 'body', 'json', 'data'),
  );
};

const methodRule =
  (method: string): Rule =>
  (call, machine) => {
    const [url, second] = call.args;
    const body = /^(get|delete|head)$/.test(method) ? undefined : (entryOf(second, 'json', 'body') ?? second);
    const result = request(call, machine, url, method, body);
    callBack(call, machine, result);
    return result;
  };

/** `axios({ url, method, data })`. */
const axiosRule: Rule = (call, machine) => {
  const [first] = call.args;
  const url = entryOf(first, 'url') ?? first;
  return request(call, machine, url, entryText(first, 'method') ?? 'get', entryOf(first, 'data'));
};

const clientRule: Rule = (call, machine) =>
  object(call, machine, 'js.Http', { baseURL: entryOf(call.args[0], 'baseURL', 'prefixUrl', 'baseUrl') });

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function ofClients(names: readonly string[]): Record<string, Rule> {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, axiosRule],
      ...METHODS.map((method): [string, Rule] => [`${name}.${method}`, methodRule(method)]),
    ]),
  );
}

function brokersOf(settings: Value | undefined): string {
  const brokers = entryOf(settings, 'brokers', 'kafkaHost', 'metadata.broker.list', 'bootstrap.servers');
  const hosts = stringsOf(brokers);
  return hosts.length > 0 ? `kafka://${hosts.join(',')}` : 'kafka';
}

const kafkaRule: Rule = (call, machine) =>
  object(call, machine, 'js.Kafka', { namespace: constant(brokersOf(call.args[0])) });

const memberRule =
  (type: string): Rule =>
  (call, machine) =>
    object(call, machine, type, { namespace: storedField(call.receiver, 'namespace') });

function topicAccess(call: Call): { kind: 'topic'; namespace: string } {
  return { kind: 'topic', namespace: stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'kafka' };
}

const sendRule: Rule = (call, machine) => {
  const [message] = call.args;
  const batches = entryOf(message, 'topicMessages')?.items ?? (message ? [message] : []);
  for (const each of batches) {
    const data = entryOf(each, 'messages');
    machine.write(call, entryOf(each, 'topic'), data ? flowOf(data) : NO_FLOW, topicAccess(call));
  }
  return NOTHING;
};

const subscribeRule: Rule = (call, machine) => {
  const [settings] = call.args;
  const topic = entryOf(settings, 'topics', 'topic') ?? settings;
  const data = machine.read(call, topic, topicAccess(call));
  for (const reference of call.receiver?.references ?? []) {
    if (reference.kind !== 'instance') continue;
    const known = reference.cell.fields.get('data')?.flow ?? NO_FLOW;
    reference.cell.fields.set('data', carrying(joinFlows(known, data)));
  }
  return NOTHING;
};

/** `consumer.run({ eachMessage: async ({ message }) => … })`. */
const runRule: Rule = (call, machine) => {
  const handler = entryOf(call.args[0], 'eachMessage', 'eachBatch');
  const data = storedField(call.receiver, 'data') ?? carrying(NO_FLOW);
  const part = carrying(flowOf(data));
  const message: Value = {
    fields: new Map([
      ['message', part],
      ['batch', part],
    ]),
    flow: flowOf(data),
  };
  if (handler) machine.call(handler, [message], call);
  return NOTHING;
};

function queueNamespace(url: Value | undefined): Value {
  const host = /^amqps?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(stringsOf(url)[0] ?? '')?.[1];
  return constant(host === undefined ? 'amqp' : `amqp://${host}`);
}

const amqpRule: Rule = (call, machine) =>
  object(call, machine, 'js.Amqp', { namespace: queueNamespace(call.args[0]) });

const consumeRule: Rule = (call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'amqp';
  const data = carrying(machine.read(call, call.args[0], { kind: 'topic', namespace }));
  const callback = callbackOf(call);
  if (callback) machine.call(callback, [data], call);
  return data;
};

const publishRule: Rule = (call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'amqp';
  machine.write(call, call.args[0], dataOfArguments(call.args.slice(1)), { kind: 'topic', namespace });
  return NOTHING;
};

/** HTTP clients, Kafka and RabbitMQ. */
export const javascriptNetwork: Library = {
  name: 'javascriptNetwork',
  languages: ['javascript'],
  functions: {
    fetch: fetchRule,
    'node-fetch': fetchRule,
    'cross-fetch': fetchRule,
    'undici.fetch': fetchRule,
    'undici.request': fetchRule,
    $fetch: fetchRule,
    'ofetch.ofetch': fetchRule,
    ...ofClients([
      'axios',
      'got',
      'ky',
      'superagent',
      'request',
      'needle',
      'request-promise',
      'bent',
      'phin',
    ]),
    'axios.request': axiosRule,
    'axios.create': clientRule,
    'got.extend': clientRule,
    'got.stream': methodRule('get'),
    'ky.create': clientRule,
    'https.get': methodRule('get'),
    'http.get': methodRule('get'),
    'kafkajs.Kafka': kafkaRule,
    'node-rdkafka.KafkaConsumer': (call, machine) =>
      object(call, machine, 'js.Consumer', { namespace: constant(brokersOf(call.args[0])) }),
    'node-rdkafka.Producer': (call, machine) =>
      object(call, machine, 'js.RawProducer', { namespace: constant(brokersOf(call.args[0])) }),
    'amqplib.connect': amqpRule,
    'amqp-connection-manager.connect': amqpRule,
  },
  methods: {
    ...Object.fromEntries(METHODS.map((method) => [`js.Http.${method}`, methodRule(method)])),
    'js.Http.request': axiosRule,
    'js.Kafka.producer': memberRule('js.Producer'),
    'js.Kafka.consumer': memberRule('js.Consumer'),
    'js.Producer.send': sendRule,
    'js.Producer.sendBatch': sendRule,
    'js.RawProducer.produce': (call, machine) => {
      machine.write(call, call.args[0], dataOfArguments(call.args.slice(1)), topicAccess(call));
      return NOTHING;
    },
    'js.Consumer.subscribe': subscribeRule,
    'js.Consumer.run': runRule,
    'js.Consumer.on': (call, machine) => {
      const callback = callbackOf(call);
      if (callback) machine.call(callback, [storedField(call.receiver, 'data') ?? NOTHING], call);
      return call.receiver ?? NOTHING;
    },
    'js.Amqp.createChannel': memberRule('js.Amqp'),
    'js.Amqp.createConfirmChannel': memberRule('js.Amqp'),
    'js.Amqp.consume': consumeRule,
    'js.Amqp.sendToQueue': publishRule,
    'js.Amqp.publish': publishRule,
    'js.Amqp.assertQueue': () => listOf([]),
  },
};
