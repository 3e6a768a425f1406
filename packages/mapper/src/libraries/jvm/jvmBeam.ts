import type { Access, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { jdbcSpace } from './jdbcSpace.js';
import { dataIn, JVM, keep, keepRule, selfRule, spelled, under } from './jvmValues.js';

const TRANSFORM = 'beam.Transform';

/** A source or sink is described first and applied later: it remembers its store and its way. */
const describeRule =
  (store: string, way: 'reads' | 'writes'): Rule =>
  (call, machine) => {
    const { cell, value } = machine.instance(call, TRANSFORM, NO_FLOW);
    cell.fields.set('<store>', constant(store));
    cell.fields.set('<way>', constant(way));
    return value;
  };

function placeOf(transform: Value): { location: Value | undefined; access: Access; sql?: Value } {
  const store = spelled(storedField(transform, '<store>')) ?? '';
  const location = storedField(transform, '<location>');
  const sql = storedField(transform, '<query>');
  if (store === 'bigquery')
    return {
      location: location && table(location),
      access: { kind: 'table', namespace: 'bigquery' },
      ...(sql ? { sql } : {}),
    };
  if (store === 'kafka') {
    const brokers = spelled(storedField(transform, '<brokers>'));
    return {
      location,
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  }
  if (store === 'pubsub')
    return { location: location && topic(location), access: { kind: 'topic', namespace: 'pubsub' } };
  if (store === 'jdbc')
    return {
      location,
      access: { kind: 'table', namespace: jdbcSpace(spelled(storedField(transform, '<url>'))).namespace },
      ...(sql ? { sql } : {}),
    };
  if (store === 'mongo') return { location, access: { kind: 'table', namespace: 'mongodb' } };
  return { location, access: {} };
}

/** `project:dataset.table` is the same table as `project.dataset.table`. */
function table(value: Value): Value {
  return {
    ...value,
    ...(value.texts
      ? { texts: value.texts.map((text) => ({ ...text, value: String(text.value).replace(':', '.') })) }
      : {}),
  };
}

/** `projects/p/topics/t` as the spelling of topics and subscriptions. */
function topic(value: Value): Value {
  const spelledTopic = (text: string): string =>
    text.replace(/^projects\/([^/]+)\/(topic|subscription)s\/(.+)$/, '$2:$1:$3');
  return {
    ...value,
    ...(value.texts
      ? { texts: value.texts.map((text) => ({ ...text, value: spelledTopic(String(text.value)) })) }
      : {}),
  };
}

function applyTransform(call: Parameters<Rule>[0], machine: Machine, transform: Value): Value {
  const { location, access, sql } = placeOf(transform);
  const writes = spelled(storedField(transform, '<way>')) === 'writes';
  const data = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  if (writes) {
    machine.write(call, location, data, access);
    return call.receiver ?? NOTHING;
  }
  if (sql)
    return carrying(
      machine.query(call, sql, { namespace: access.namespace ?? 'sql', prefix: jdbcPrefix(transform) }),
    );
  return carrying(machine.read(call, location, access));
}

function jdbcPrefix(transform: Value): string {
  return spelled(storedField(transform, '<store>')) === 'jdbc'
    ? jdbcSpace(spelled(storedField(transform, '<url>'))).prefix
    : '';
}

/** `collection.apply("name", transform)`: what the transform reads or writes happens here. */
const applyRule: Rule = (call, machine) => {
  const transform = call.args.find((each) => cellsOf(each).some((cell) => cell.type === TRANSFORM));
  return transform
    ? applyTransform(call, machine, transform)
    : carrying(dataIn([call.receiver, ...call.args]));
};

/** `DataSourceConfiguration.create(driver, url)`. */
const dataSourceRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'beam.DataSource', NO_FLOW);
  const url = call.args.find((each) => stringsOf(each).some((text) => /^jdbc:/.test(text)));
  if (url) cell.fields.set('<url>', url);
  return value;
};

const configurationRule: Rule = (call) => {
  keep(call.receiver, '<url>', storedField(call.args[0], '<url>'));
  return call.receiver ?? NOTHING;
};

const statementRule: Rule = (call) => {
  const [name] = stringsOf(call.args[0]).flatMap((text) => /\binto\s+([\w.]+)/i.exec(text)?.[1] ?? []);
  if (name !== undefined) {
    const space = jdbcSpace(spelled(storedField(call.receiver, '<url>')));
    keep(
      call.receiver,
      '<location>',
      constant(
        space.prefix === '' || name.split('.').length > 2
          ? name
          : `${space.prefix}.${name.includes('.') ? '' : 'public.'}${name}`,
      ),
    );
  }
  return call.receiver ?? NOTHING;
};

/** Options that interfaces declare with `@Default.String`. */
const optionsRule: Rule = (call, machine) => machine.instance(call, 'beam.Options', NO_FLOW).value;

function sources(owner: string, store: string): Record<string, Rule> {
  return {
    ...under(
      [
        'read',
        'readTableRows',
        'readStrings',
        'readMessages',
        'readAll',
        'readRows',
        'readAvros',
        'readGenericRecords',
        'readMessagesWithAttributes',
      ].map((name) => `*.${owner}.${name}`),
      describeRule(store, 'reads'),
    ),
    ...under(
      [
        'write',
        'writeTableRows',
        'writeStrings',
        'writeMessages',
        'writeAvros',
        'sink',
        'writeCustomType',
      ].map((name) => `*.${owner}.${name}`),
      describeRule(store, 'writes'),
    ),
  };
}

const PLACES = [
  'from',
  'to',
  'fromTopic',
  'fromSubscription',
  'withTopic',
  'withTopics',
  'fromQuery_',
  'withCollection',
  'filepattern',
  'withTable',
];
const SETTINGS = [
  'withKeyDeserializer',
  'withValueDeserializer',
  'withKeySerializer',
  'withValueSerializer',
  'withoutMetadata',
  'withSchema',
  'withWriteDisposition',
  'withCreateDisposition',
  'usingStandardSql',
  'withSuffix',
  'withNumShards',
  'withWindowedWrites',
  'withRowMapper',
  'withCoder',
  'withMethod',
  'withFormatFunction',
  'withPreparedStatementSetter',
  'values',
  'withConsumerConfigUpdates',
  'withoutSharding',
  'withHeader',
  'withCompression',
  'withTimePartitioning',
  'withReadCommitted',
  'withUri',
  'withDatabase',
  'withMaxNumRecords',
  'via',
];

/** Beam: pipelines of transforms over files, BigQuery, Pub/Sub, Kafka and JDBC. */
export const jvmBeam: Library = {
  name: 'jvmBeam',
  languages: JVM,
  functions: {},
  methods: {
    ...sources('TextIO', 'file'),
    ...sources('AvroIO', 'file'),
    ...sources('ParquetIO', 'file'),
    ...sources('FileIO', 'file'),
    ...sources('TFRecordIO', 'file'),
    ...sources('XmlIO', 'file'),
    ...sources('BigQueryIO', 'bigquery'),
    ...sources('PubsubIO', 'pubsub'),
    ...sources('KafkaIO', 'kafka'),
    ...sources('JdbcIO', 'jdbc'),
    ...sources('MongoDbIO', 'mongo'),
    ...under(
      PLACES.filter((name) => !name.endsWith('_')).map((name) => `${TRANSFORM}.${name}`),
      keepRule('<location>'),
    ),
    [`${TRANSFORM}.fromQuery`]: keepRule('<query>'),
    [`${TRANSFORM}.withQuery`]: keepRule('<query>'),
    [`${TRANSFORM}.withBootstrapServers`]: keepRule('<brokers>'),
    [`${TRANSFORM}.withDataSourceConfiguration`]: configurationRule,
    [`${TRANSFORM}.withStatement`]: statementRule,
    ...under(
      SETTINGS.map((name) => `${TRANSFORM}.${name}`),
      selfRule,
    ),
    '*.DataSourceConfiguration.create': dataSourceRule,
    'beam.DataSource.withUsername': selfRule,
    'beam.DataSource.withPassword': selfRule,
    '*.apply': applyRule,
    '*.PipelineOptionsFactory.fromArgs': optionsRule,
    'beam.Options.withValidation': selfRule,
    'beam.Options.create': selfRule,
    'beam.Options.as': (call, machine) => (call.args[0] ? machine.call(call.args[0], [], call) : NOTHING),
    '*.Pipeline.create': (call, machine) => machine.instance(call, 'beam.Pipeline', NO_FLOW).value,
  },
};
