import type { Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, constant, NOTHING } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { CSHARP, created, dataIn, given, keeps, likelyText, self } from '../dotnetRules.js';
import { methodsOfTypes } from '../methodsOfTypes.js';

const kafkaBuilder: Rule = (call, machine) => {
  const [settings] = call.args;
  const servers = storedField(settings, 'BootstrapServers') ?? settings?.fields?.get('bootstrap.servers');
  const hosts = likelyText(servers);
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

/** Producers and consumers of Kafka. */
export const dotnetKafka: Library = {
  name: 'dotnetKafka',
  languages: CSHARP,
  functions: {},
  methods: {
    '*.ConsumerConfig': keeps('KafkaConfig'),
    '*.ProducerConfig': keeps('KafkaConfig'),
    '*.ClientConfig': keeps('KafkaConfig'),
    '*.ConsumerBuilder': kafkaBuilder,
    '*.ProducerBuilder': kafkaBuilder,
    '*.KafkaBuilder.Build': built,
    ...methodsOfTypes(
      [
        'SetErrorHandler',
        'SetValueDeserializer',
        'SetValueSerializer',
        'SetKeyDeserializer',
        'SetLogHandler',
      ],
      ['KafkaBuilder'],
      self,
    ),
    '*.KafkaClient.Subscribe': kafkaSubscribe,
    '*.KafkaClient.Assign': kafkaSubscribe,
    '*.KafkaClient.Consume': consume,
    ...methodsOfTypes(['Produce', 'ProduceAsync'], ['KafkaClient'], produce),
    ...methodsOfTypes(['Produce', 'ProduceAsync'], ['IProducer'], produce),
    '*.IConsumer.Subscribe': kafkaSubscribe,
    '*.IConsumer.Consume': consume,
  },
};
