import type { Call, Library, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { stringsOf } from '../values/texts.js';
import { carrying, flowOf, NOTHING, type Value } from '../values/value.js';
import { argument, argumentFlow, storedField } from './arguments.js';

const getRule: Rule = (call, machine) =>
  machine.instance(
    call,
    'http.Answer',
    machine.read(call, argument(call, 0, 'url', 'fullurl'), { kind: 'api' }),
  ).value;

const postRule: Rule = (call, machine) => {
  const body = argument(call, 1, 'data', 'json', 'content');
  const url = argument(call, 0, 'url');
  if (body) machine.write(call, url, flowOf(body), { kind: 'api' });
  return machine.instance(call, 'http.Answer', NO_FLOW).value;
};

const retrieveRule: Rule = (call, machine) => {
  const data = machine.read(call, argument(call, 0, 'url'), { kind: 'api' });
  const target = argument(call, 1, 'filename', 'out', 'output');
  if (target) machine.write(call, target, data);
  return target ?? carrying(data);
};

const sessionRule: Rule = (call, machine) => machine.instance(call, 'http.Session', NO_FLOW).value;

/** Brokers as the namespace of topics. */
function kafkaNamespace(brokers: Value | undefined): string {
  const hosts = stringsOf(brokers);
  return hosts.length > 0 ? `kafka://${hosts.join(',')}` : 'kafka';
}

const consumerRule: Rule = (call, machine) => {
  const settings = call.args[0]?.fields ?? call.named;
  const namespace = kafkaNamespace(
    settings.get('bootstrap.servers') ?? argument(call, undefined, 'bootstrap_servers'),
  );
  const { cell, value } = machine.instance(call, 'kafka.Consumer', NO_FLOW);
  cell.fields.set('namespace', { texts: [{ value: namespace, confidence: 'exact' }], flow: NO_FLOW });
  const topics = call.args.filter((each) => each.texts);
  if (topics.length === 0) return value;
  const data = topics.map((topic) => machine.read(call, topic, { kind: 'topic', namespace }));
  return { ...value, flow: data.reduce(joinFlows, NO_FLOW) };
};

const subscribeRule: Rule = (call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'kafka';
  const topics = argument(call, 0, 'topics');
  const data = machine.read(call, topics?.items?.[0] ?? topics, { kind: 'topic', namespace });
  for (const reference of call.receiver?.references ?? []) {
    if (reference.kind === 'instance') reference.cell.fields.set('data', carrying(data));
  }
  return NOTHING;
};

const pollRule: Rule = (call) =>
  carrying(storedField(call.receiver, 'data')?.flow ?? call.receiver?.flow ?? NO_FLOW);

const producerRule: Rule = (call, machine) => {
  const settings = call.args[0]?.fields ?? call.named;
  const namespace = kafkaNamespace(
    settings.get('bootstrap.servers') ?? argument(call, undefined, 'bootstrap_servers'),
  );
  const { cell, value } = machine.instance(call, 'kafka.Producer', NO_FLOW);
  cell.fields.set('namespace', { texts: [{ value: namespace, confidence: 'exact' }], flow: NO_FLOW });
  return value;
};

const sendRule: Rule = (call: Call, machine) => {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0] ?? 'kafka';
  machine.write(call, argument(call, 0, 'topic'), argumentFlow(call), { kind: 'topic', namespace });
  return NOTHING;
};

/** HTTP clients and Kafka. */
export const network: Library = {
  name: 'network',
  functions: {
    'requests.get': getRule,
    'httpx.get': getRule,
    'urllib.request.urlopen': getRule,
    'urllib.request.urlretrieve': retrieveRule,
    'wget.download': retrieveRule,
    'gdown.download': retrieveRule,
    'requests.post': postRule,
    'httpx.post': postRule,
    'requests.Session': sessionRule,
    'requests.session': sessionRule,
    'httpx.Client': sessionRule,
    'kafka.KafkaConsumer': consumerRule,
    'kafka.KafkaProducer': producerRule,
    'confluent_kafka.Consumer': consumerRule,
    'confluent_kafka.Producer': producerRule,
  },
  methods: {
    'http.Answer.json': (call) => call.receiver ?? NOTHING,
    'http.Session.get': getRule,
    'http.Session.post': postRule,
    'kafka.Consumer.subscribe': subscribeRule,
    'kafka.Consumer.poll': pollRule,
    'kafka.Consumer.consume': pollRule,
    'kafka.Producer.send': sendRule,
    'kafka.Producer.produce': sendRule,
  },
};
