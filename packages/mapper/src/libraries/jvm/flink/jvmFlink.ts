import type { Access, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf, storedField } from '../../arguments.js';
import { jdbcSpace } from '../jdbcSpace.js';
import { dataIn, entryOf, JVM, keep, keepRule, selfRule, spelled, under } from '../jvmValues.js';

/** Builders of sources and sinks remember what is set on them. */
const connectorRule =
  (kind: string): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, 'flink.Connector', NO_FLOW);
    cell.fields.set('<kind>', constant(kind));
    const [first, second] = call.args;
    if (first) cell.fields.set('location', first);
    if (second && kind === 'file') cell.fields.set('location', second);
    const brokers = entryOf(call.args.at(-1), 'bootstrap.servers');
    if (brokers) cell.fields.set('brokers', brokers);
    return value;
  };

function connectorPlace(
  connector: Value | undefined,
): { location: Value | undefined; access: Access } | undefined {
  const kind = spelled(storedField(connector, '<kind>'));
  if (kind === undefined) return undefined;
  const location = storedField(connector, 'location');
  const brokers = spelled(storedField(connector, 'brokers'));
  if (kind === 'kafka')
    return {
      location,
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  if (kind === 'kinesis') return { location, access: { kind: 'stream', namespace: 'kinesis' } };
  if (kind === 'jdbc') return undefined;
  return { location, access: {} };
}

const sourceRule: Rule = (call, machine) => {
  const connector = call.args.find((each) => cellsOf(each).some((cell) => cell.type === 'flink.Connector'));
  const place = connectorPlace(connector);
  return place ? carrying(machine.read(call, place.location, place.access)) : carrying(dataIn(call.args));
};

const sinkRule: Rule = (call, machine) => {
  const place = connectorPlace(call.args[0]);
  const data = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (place) machine.write(call, place.location, data, place.access);
  const sql = storedField(call.args[0], '<sql>');
  const [table] = stringsOf(sql).flatMap((text) => /\binto\s+([\w.]+)/i.exec(text)?.[1] ?? []);
  if (table !== undefined) {
    const space = jdbcSpace(spelled(storedField(call.args[0], '<url>')));
    machine.write(
      call,
      constant(
        space.prefix === '' ? table : `${space.prefix}.${table.includes('.') ? '' : 'public.'}${table}`,
      ),
      data,
      { kind: 'table', namespace: space.namespace },
    );
  }
  return call.receiver ?? NOTHING;
};

const jdbcSinkRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'flink.Connector', NO_FLOW);
  cell.fields.set('<kind>', constant('jdbc'));
  if (call.args[0]) cell.fields.set('<sql>', call.args[0]);
  const url = call.args.map((each) => storedField(each, '<url>')).find((each) => each);
  if (url) cell.fields.set('<url>', url);
  return value;
};

const urlRule: Rule = (call, machine) => {
  const options =
    cellsOf(call.receiver).length > 0
      ? call.receiver
      : machine.instance(call, 'flink.JdbcOptions', NO_FLOW).value;
  keep(options, '<url>', call.args[0]);
  return options ?? NOTHING;
};

const readFileRule: Rule = (call, machine) =>
  carrying(machine.read(call, call.args.find((each) => stringsOf(each).length > 0) ?? call.args[0]));

const writeFileRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], call.receiver ? flowOf(call.receiver) : NO_FLOW);
  return NOTHING;
};

export const ENVIRONMENTS = [
  'StreamExecutionEnvironment',
  'ExecutionEnvironment',
  'StreamTableEnvironment',
  'TableEnvironment',
  'tableEnv',
  'tEnv',
  'streamTableEnvironment',
  'bsTableEnv',
  'tableEnvironment',
  'env',
  'tenv',
];

const SETTINGS = [
  'setGroupId',
  'setStartingOffsets',
  'setValueOnlyDeserializer',
  'setDeserializer',
  'build',
  'setRecordSerializer',
  'setValueSerializationSchema',
  'setDeliveryGuarantee',
  'setKafkaProducerConfig',
  'setProperty',
  'setProperties',
  'withRollingPolicy',
  'withBucketAssigner',
  'withOutputFileConfig',
  'monitorContinuously',
  'setBounded',
  'setTransactionalIdPrefix',
  'setStartFromEarliest',
  'processFileOnce',
];

/** Flink: streams, tables, connectors. */
export const jvmFlink: Library = {
  name: 'jvmFlink',
  languages: JVM,
  functions: {},
  methods: {
    '*.KafkaSource.builder': connectorRule('kafka'),
    '*.KafkaSink.builder': connectorRule('kafka'),
    '*.KafkaRecordSerializationSchema.builder': connectorRule('kafka'),
    '*.FlinkKafkaConsumer': connectorRule('kafka'),
    '*.FlinkKafkaProducer': connectorRule('kafka'),
    '*.FlinkKinesisConsumer': connectorRule('kinesis'),
    '*.FlinkKinesisProducer': connectorRule('kinesis'),
    '*.FileSource.forRecordStreamFormat': connectorRule('file'),
    '*.FileSource.forBulkFileFormat': connectorRule('file'),
    '*.FileSink.forRowFormat': connectorRule('path'),
    '*.FileSink.forBulkFormat': connectorRule('path'),
    '*.StreamingFileSink.forRowFormat': connectorRule('path'),
    'flink.Connector.setBootstrapServers': keepRule('brokers'),
    'flink.Connector.setTopics': keepRule('location'),
    'flink.Connector.setTopic': keepRule('location'),
    'flink.Connector.setRecordSerializer': (call) => {
      keep(call.receiver, 'location', storedField(call.args[0], 'location'));
      return call.receiver ?? NOTHING;
    },
    ...under(
      SETTINGS.filter((name) => name !== 'setRecordSerializer').map((name) => `flink.Connector.${name}`),
      selfRule,
    ),
    '*.fromSource': sourceRule,
    '*.addSource': sourceRule,
    '*.readTextFile': readFileRule,
    '*.readFile': readFileRule,
    '*.readCsvFile': readFileRule,
    '*.sinkTo': sinkRule,
    '*.addSink': sinkRule,
    '*.writeAsText': writeFileRule,
    '*.writeAsCsv': writeFileRule,
    '*.JdbcSink.sink': jdbcSinkRule,
    '*.withUrl': urlRule,
    ...under(
      ['withDriverName', 'withUsername', 'withPassword', 'build', 'withTableName'].map(
        (name) => `flink.JdbcOptions.${name}`,
      ),
      selfRule,
    ),
    ...under(
      [
        'assignTimestampsAndWatermarks',
        'uid',
        'setParallelism',
        'name',
        'returns',
        'toDataStream',
        'toChangelogStream',
        'fromDataStream',
      ].map((name) => `*.${name}`),
      (call) =>
        call.receiver && cellsOf(call.receiver).length === 0
          ? call.receiver
          : (call.args[0] ?? call.receiver ?? NOTHING),
    ),
  },
};
