import type { Access, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';
import { jdbcSpace } from './jdbcSpace.js';
import { dataIn, entryOf, JVM, keep, keepRule, selfRule, spelled, under } from './jvmValues.js';

const UNKNOWN: TableSpace = { namespace: 'flink', prefix: '' };
const TABLE = 'flink-table';
const CREATE =
  /create\s+(?:temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?([`\w.]+)\s*\([\s\S]*?\)\s*(?:comment\s+'[^']*'\s*)?(?:partitioned\s+by\s*\([^)]*\)\s*)?with\s*\(([\s\S]*?)\)\s*;?\s*$/i;
const OPTION = /'([^']+)'\s*=\s*'([^']*)'/g;

/** Where a connector keeps the data of a table. */
function placeOf(options: ReadonlyMap<string, string>): { location: string; access: Access } | undefined {
  const connector = options.get('connector') ?? '';
  if (/kafka/.test(connector)) {
    const brokers = options.get('properties.bootstrap.servers');
    return {
      location: options.get('topic') ?? '',
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  }
  if (connector === 'jdbc') {
    const space = jdbcSpace(options.get('url'));
    const prefix = space.prefix === '' ? '' : `${space.prefix}.`;
    const table = options.get('table-name') ?? '';
    return {
      location: table.includes('.')
        ? `${prefix}${table}`
        : `${prefix}${/^postgres/.test(space.namespace) ? 'public.' : ''}${table}`,
      access: { kind: 'table', namespace: space.namespace },
    };
  }
  if (connector === 'filesystem' || connector === 'hudi')
    return { location: options.get('path') ?? '', access: {} };
  if (/kinesis/.test(connector))
    return {
      location: options.get('stream') ?? options.get('stream.arn') ?? '',
      access: { kind: 'stream', namespace: 'kinesis' },
    };
  if (/elasticsearch|opensearch/.test(connector))
    return {
      location: options.get('index') ?? '',
      access: {
        kind: 'unknown',
        namespace: `elasticsearch://${(options.get('hosts') ?? '').replace(/^https?:\/\//, '')}`,
      },
    };
  if (/mysql-cdc|postgres-cdc|sqlserver-cdc|oracle-cdc/.test(connector)) {
    const scheme = connector.replace('-cdc', '').replace('sqlserver', 'mssql');
    const server = `${options.get('hostname') ?? ''}${options.has('port') ? `:${options.get('port')}` : ''}`;
    const name = [options.get('database-name'), options.get('schema-name'), options.get('table-name')]
      .filter((each) => each !== undefined)
      .join('.');
    return {
      location: name,
      access: { kind: 'table', namespace: jdbcSpace(`jdbc:${scheme}://${server}`).namespace },
    };
  }
  return undefined;
}

function declare(machine: Machine, name: string, options: ReadonlyMap<string, string>): boolean {
  const place = placeOf(options);
  if (!place || place.location === '')
    return /datagen|print|blackhole|values/.test(options.get('connector') ?? '');
  const { namespace, kind } = place.access;
  machine.catalogue(TABLE, `${machine.path}|${name}`, {
    location: place.location,
    ...(namespace === undefined ? {} : { namespace }),
    ...(kind === undefined ? {} : { kind }),
  });
  return true;
}

interface Named {
  name: string;
  role: 'reads' | 'writes';
}

/** Tables that a statement names where data comes from and goes to. */
function tablesIn(sql: string): Named[] {
  const reads = [...sql.matchAll(/\b(?:from|join)\s+`?([A-Za-z_][\w.]*)`?/gi)].map(
    (match): Named => ({ name: match[1] ?? '', role: 'reads' }),
  );
  const writes = [
    ...sql.matchAll(/\binsert\s+(?:into|overwrite)\s+(?:table\s+)?`?([A-Za-z_][\w.]*)`?/gi),
  ].map((match): Named => ({ name: match[1] ?? '', role: 'writes' }));
  return [...reads, ...writes];
}

/**
 * Flink's SQL. `CREATE TABLE … WITH (…)` says where a table is kept; it neither reads nor writes. Later statements use the
 * table by its name: it then stands for the topic, file or table that the connector names.
 */
const sqlRule: Rule = (call, machine) => {
  let answer: Flow = NO_FLOW;
  const texts = stringsOf(call.args[0]);
  if (texts.length === 0) {
    machine.unresolved(call, `the query is not a constant: ${call.args[0]?.why ?? 'no argument gives it'}`);
    return NOTHING;
  }
  for (const sql of texts.flatMap((text) => text.split(/;\s*\n/))) {
    const created = CREATE.exec(sql.trim());
    if (created) {
      const options = new Map(
        [...(created[2] ?? '').matchAll(OPTION)].map((match) => [match[1] ?? '', match[2] ?? '']),
      );
      if (declare(machine, (created[1] ?? '').replaceAll('`', '').toLowerCase(), options)) continue;
    }
    answer = runSql(call, machine, sql);
  }
  return carrying(answer);
};

function runSql(call: Parameters<Rule>[0], machine: Machine, sql: string): Flow {
  const known = tablesIn(sql).flatMap(({ name, role }) => {
    const entry = machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
    const view = machine.view(name);
    return entry || view ? [{ name, role, entry, view }] : [];
  });
  if (known.length === 0) return machine.query(call, constant(sql), UNKNOWN);
  const flows = known
    .filter(({ role }) => role === 'reads')
    .map(({ entry, view }) =>
      entry ? machine.read(call, constant(entry.location), accessOf(entry)) : (view ?? NO_FLOW),
    );
  const data = dataIn(flows.map(carrying));
  for (const { entry, role } of known)
    if (entry && role === 'writes') machine.write(call, constant(entry.location), data, accessOf(entry));
  const unknown = tablesIn(sql).filter(({ name }) => !known.some((each) => each.name === name));
  return unknown.some(({ role }) => role === 'reads')
    ? machine.query(
        call,
        constant(sql.replace(/\binsert\s+(?:into|overwrite)\s+[`\w.]+\s*(?:\([^)]*\))?/i, '')),
        UNKNOWN,
      )
    : data;
}

function accessOf(entry: { namespace?: string; kind?: Access['kind'] }): Access {
  return {
    ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
    ...(entry.kind === undefined ? {} : { kind: entry.kind }),
  };
}

const fromRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  const entry =
    name === undefined ? undefined : machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
  return entry
    ? carrying(machine.read(call, constant(entry.location), accessOf(entry)))
    : carrying(name === undefined ? NO_FLOW : (machine.view(name) ?? NO_FLOW));
};

const insertRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  const entry =
    name === undefined ? undefined : machine.catalogued(TABLE, `${machine.path}|${name.toLowerCase()}`);
  if (entry)
    machine.write(
      call,
      constant(entry.location),
      call.receiver ? flowOf(call.receiver) : NO_FLOW,
      accessOf(entry),
    );
  return call.receiver ?? NOTHING;
};

const viewRule: Rule = (call, machine) => {
  for (const name of stringsOf(call.args[0])) machine.setView(name, dataIn(call.args.slice(1)));
  return NOTHING;
};

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

const ENVIRONMENTS = [
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
    ...under(
      ENVIRONMENTS.flatMap((owner) =>
        ['executeSql', 'sqlQuery', 'sqlUpdate', 'explainSql'].map((name) => `*.${owner}.${name}`),
      ),
      sqlRule,
    ),
    '*.executeSql': sqlRule,
    '*.sqlQuery': sqlRule,
    '*.addInsertSql': sqlRule,
    '*.tableEnv.from': fromRule,
    '*.StreamTableEnvironment.from': fromRule,
    '*.TableEnvironment.from': fromRule,
    '*.executeInsert': insertRule,
    '*.insertInto': insertRule,
    '*.createTemporaryView': viewRule,
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
