import type { Access, Call, Library, Machine, Rule, TableSpace } from '../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../values/flow.js';
import { stringsOf } from '../../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf } from '../arguments.js';
import { tableIn } from '../tableIn.js';
import { plainFlow } from './columnExpressions.js';
import { jdbcSpace } from './jdbcSpace.js';
import {
  entriesOf,
  entryOf,
  firstRule,
  JVM,
  keep,
  makeRule,
  selfRule,
  spelled,
  textOf,
  under,
} from './jvmValues.js';

const HIVE: TableSpace = { namespace: 'hive', prefix: '' };
const READER = 'spark.Reader';
const WRITER = 'spark.Writer';
const FILES = ['csv', 'parquet', 'json', 'orc', 'text', 'textFile', 'avro', 'xml', 'delta', 'binaryFile'];

const readerRule: Rule = (call, machine) => {
  if (call.args.length > 0) return NOTHING;
  return machine.instance(call, READER, NO_FLOW).value;
};

/** `.write` of a frame; anything else that is called so with arguments writes them into its handle. */
const writerRule: Rule = (call, machine) => {
  const target = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('<location>') ?? [])[0];
  if (call.args.length > 0) {
    if (target) machine.write(call, target, plainFlow(call.args[0]));
    return NOTHING;
  }
  const { cell, value } = machine.instance(call, WRITER, NO_FLOW);
  cell.fields.set('<data>', carrying(plainFlow(call.receiver)));
  return value;
};

const formatRule: Rule = (call) => {
  keep(call.receiver, '<format>', call.args[0]);
  return call.receiver ?? NOTHING;
};

const optionRule: Rule = (call) => {
  const key = spelled(call.args[0]);
  if (key !== undefined) keep(call.receiver, key.toLowerCase(), call.args[1]);
  return call.receiver ?? NOTHING;
};

const optionsRule: Rule = (call) => {
  for (const [key, value] of entriesOf(call.args[0])) keep(call.receiver, key.toLowerCase(), value);
  return call.receiver ?? NOTHING;
};

function optionOf(receiver: Value | undefined, ...names: readonly string[]): Value | undefined {
  return entryOf(receiver, ...names.map((name) => name.toLowerCase()));
}

/** Where a format other than files keeps its data; undefined for files. */
function placeOf(
  receiver: Value | undefined,
  given: Value | undefined,
): { location: Value | undefined; access: Access } | undefined {
  const format = (textOf(optionOf(receiver, '<format>')) ?? '').toLowerCase();
  if (/kafka$/.test(format)) {
    const brokers = spelled(optionOf(receiver, 'kafka.bootstrap.servers'));
    const topics = optionOf(receiver, 'subscribe', 'topic', 'subscribepattern', 'assign');
    const split = topics?.texts
      ? listOf(
          topics.texts.flatMap((text) =>
            String(text.value)
              .split(',')
              .map((each) => constant(each.trim(), text.confidence)),
          ),
        )
      : topics;
    return {
      location: split,
      access: { kind: 'topic', namespace: brokers === undefined ? 'kafka' : `kafka://${brokers}` },
    };
  }
  if (/jdbc$/.test(format)) {
    const space = jdbcSpace(spelled(optionOf(receiver, 'url')));
    const table = optionOf(receiver, 'dbtable', 'query');
    return { location: table, access: { kind: 'table', namespace: space.namespace } };
  }
  if (/bigquery/.test(format))
    return {
      location: optionOf(receiver, 'table', 'query') ?? given,
      access: { kind: 'table', namespace: 'bigquery' },
    };
  if (/snowflake/.test(format)) {
    const account = spelled(optionOf(receiver, 'sfurl'))
      ?.replace(/\.snowflakecomputing\.com.*$/, '')
      .replace(/^https?:\/\//, '');
    return {
      location: optionOf(receiver, 'dbtable', 'query'),
      access: { kind: 'table', namespace: account === undefined ? 'snowflake' : `snowflake://${account}` },
    };
  }
  if (/cassandra/.test(format))
    return {
      location: named(optionOf(receiver, 'keyspace'), optionOf(receiver, 'table')),
      access: { kind: 'table', namespace: 'cassandra' },
    };
  if (/mongo/.test(format))
    return {
      location: named(
        optionOf(receiver, 'database', 'spark.mongodb.input.database'),
        optionOf(receiver, 'collection'),
      ),
      access: { kind: 'table', namespace: 'mongodb' },
    };
  if (/elasticsearch|^es$|opensearch/.test(format))
    return {
      location: given ?? optionOf(receiver, 'es.resource'),
      access: { kind: 'unknown', namespace: 'elasticsearch' },
    };
  if (/redshift/.test(format))
    return {
      location: optionOf(receiver, 'dbtable', 'query'),
      access: { kind: 'table', namespace: jdbcSpace(spelled(optionOf(receiver, 'url'))).namespace },
    };
  if (/kinesis/.test(format))
    return { location: optionOf(receiver, 'streamname'), access: { kind: 'stream', namespace: 'kinesis' } };
  if (/eventhubs/.test(format))
    return {
      location: optionOf(receiver, 'eventhubs.name', 'eventhubs.connectionstring'),
      access: { kind: 'stream', namespace: 'eventhubs' },
    };
  if (/iceberg|hudi|delta/.test(format) && isTableName(given))
    return { location: given, access: { kind: 'table', namespace: 'hive' } };
  return undefined;
}

function named(owner: Value | undefined, name: Value | undefined): Value | undefined {
  const [left, right] = [spelled(owner), spelled(name)];
  return left !== undefined && right !== undefined ? constant(`${left}.${right}`) : name;
}

/** Tables of a catalogue have dots and no slashes. */
function isTableName(value: Value | undefined): boolean {
  const known = stringsOf(value);
  return (
    known.length > 0 &&
    known.every(
      (text) => /^[\w{}]+(\.[\w{}]+)+$/.test(text) && !/\.(csv|json|parquet|orc|avro|txt)$/.test(text),
    )
  );
}

function readPlace(call: Call, machine: Machine, given: Value | undefined): Value {
  const { receiver } = call;
  const place = placeOf(receiver, given);
  const path = given ?? optionOf(receiver, 'path');
  if (!place) return carrying(machine.read(call, path));
  const query = stringsOf(place.location).some((text) => /^\s*\(?\s*(select|with)\b/i.test(text));
  if (!query) return carrying(machine.read(call, qualified(receiver, place.location), place.access));
  const sql = stringsOf(place.location).map((text) =>
    constant(text.replace(/^\s*\(\s*(select\b[\s\S]*)\)\s*(?:as\s+)?\w*\s*$/i, '$1')),
  )[0];
  const url = spelled(optionOf(receiver, 'url'));
  return carrying(
    machine.query(
      call,
      sql,
      url === undefined ? { namespace: place.access.namespace ?? 'sql', prefix: '' } : jdbcSpace(url),
    ),
  );
}

/** A table of a JDBC server in full. */
function qualified(receiver: Value | undefined, table: Value | undefined): Value | undefined {
  const url = spelled(optionOf(receiver, 'url'));
  const names = stringsOf(table);
  if (url === undefined || names.length === 0 || !/^jdbc:/.test(url)) return table;
  const space = jdbcSpace(url);
  return names.length === 1 && table?.texts?.[0]
    ? { ...table, texts: [{ ...table.texts[0], value: tableIn(space, names[0] ?? '') }] }
    : table;
}

const loadRule: Rule = (call, machine) =>
  readPlace(call, machine, call.args.length > 1 ? listOf(call.args) : call.args[0]);

const readFileRule: Rule = (call, machine) =>
  carrying(
    machine.read(
      call,
      call.args.length > 1 ? listOf(call.args) : (call.args[0] ?? optionOf(call.receiver, 'path')),
    ),
  );

/** `spark.read.jdbc(url, table, properties)`. */
const readJdbcRule: Rule = (call, machine) => {
  const [url, table] = call.args;
  keep(call.receiver, 'url', url);
  keep(call.receiver, 'dbtable', table);
  keep(call.receiver, '<format>', constant('jdbc'));
  return readPlace(call, machine, undefined);
};

function tableAccess(): Access {
  return { kind: 'table', namespace: 'hive' };
}

/** A table, unless the activity gave that name to data of its own. */
const readTableRule: Rule = (call, machine) => {
  const [name] = stringsOf(call.args[0]);
  const view = name === undefined ? undefined : machine.view(name);
  if (view) return carrying(view);
  const path = /^(?:delta|parquet|csv|json|iceberg)\.`(.*)`$/.exec(name ?? '')?.[1];
  return path === undefined
    ? carrying(machine.read(call, call.args[0], tableAccess()))
    : carrying(machine.read(call, constant(path)));
};

const sqlRule: Rule = (call, machine) => carrying(machine.query(call, call.args[0], HIVE));

const viewRule: Rule = (call, machine) => {
  for (const name of stringsOf(call.args[0])) machine.setView(name, plainFlow(call.receiver));
  return NOTHING;
};

function written(receiver: Value | undefined): Flow {
  return plainFlow(optionOf(receiver, '<data>'));
}

const saveRule: Rule = (call, machine) => {
  const place = placeOf(call.receiver, call.args[0]);
  const location = place
    ? qualified(call.receiver, place.location)
    : (call.args[0] ?? optionOf(call.receiver, 'path'));
  machine.write(call, location, written(call.receiver), place?.access ?? {});
  return NOTHING;
};

/** A stream is written where it starts; one that shows or counts writes nothing. */
const startRule: Rule = (call, machine) => {
  const format = textOf(optionOf(call.receiver, '<format>'));
  const each = optionOf(call.receiver, '<each>');
  if (each) machine.call(each, [carrying(written(call.receiver)), constant(0)], call);
  if (each || /^(console|memory|noop|foreach)$/.test(format ?? ''))
    return machine.instance(call, 'spark.Query', NO_FLOW).value;
  if (format !== undefined || call.args[0] || optionOf(call.receiver, 'path')) saveRule(call, machine);
  return machine.instance(call, 'spark.Query', NO_FLOW).value;
};

const saveTableRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], written(call.receiver), tableAccess());
  return NOTHING;
};

const saveJdbcRule: Rule = (call, machine) => {
  const [url, table] = call.args;
  keep(call.receiver, 'url', url);
  keep(call.receiver, 'dbtable', table);
  keep(call.receiver, '<format>', constant('jdbc'));
  return saveRule({ ...call, args: [] }, machine);
};

const saveFileRule: Rule = (call, machine) => {
  machine.write(call, call.args[0] ?? optionOf(call.receiver, 'path'), written(call.receiver));
  return NOTHING;
};

/** `rdd.saveAsTextFile(path)` and its kin. */
const saveDataRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], plainFlow(call.receiver));
  return NOTHING;
};

/** `DeltaTable.forPath(spark, path)`, `DeltaTable.forName(spark, name)`. */
const deltaRule: Rule = (call, machine) => {
  const location = call.args.at(-1);
  const byName = call.name.endsWith('forName');
  const { cell, value } = machine.instance(call, 'spark.DeltaTable', NO_FLOW);
  if (location) cell.fields.set('<location>', location);
  cell.fields.set('<table>', constant(byName));
  return value;
};

function deltaPlace(receiver: Value | undefined): { location: Value | undefined; access: Access } {
  const byName = entryOf(receiver, '<table>')?.texts?.[0]?.value === true;
  return { location: entryOf(receiver, '<location>'), access: byName ? tableAccess() : {} };
}

const deltaReadRule: Rule = (call, machine) => {
  const { location, access } = deltaPlace(call.receiver);
  return carrying(machine.read(call, location, access));
};

const deltaMergeRule: Rule = (call, machine) => {
  const { location, access } = deltaPlace(call.receiver);
  machine.write(call, location, plainFlow(call.args[0]), access);
  return machine.instance(call, 'spark.Merge', NO_FLOW).value;
};

const SETTINGS = [
  'schema',
  'mode',
  'partitionBy',
  'bucketBy',
  'sortBy',
  'outputMode',
  'trigger',
  'queryName',
  'clusterBy',
  'partitionedBy',
  'using',
  'tableProperty',
];
const MERGES = [
  'whenMatched',
  'whenNotMatched',
  'updateAll',
  'insertAll',
  'update',
  'insert',
  'delete',
  'execute',
  'updateExpr',
  'insertExpr',
  'whenNotMatchedBySource',
];
const BUILDERS = [
  'appName',
  'master',
  'config',
  'enableHiveSupport',
  'getOrCreate',
  'newSession',
  'sparkSession',
  'builder',
];

/** Readers, writers and tables of Spark. */
export const jvmSpark: Library = {
  name: 'jvmSpark',
  languages: JVM,
  functions: {},
  methods: {
    ...under(
      BUILDERS.map((name) => `*.SparkSession.${name}`),
      makeRule('SparkSession'),
    ),
    ...under(
      BUILDERS.map((name) => `SparkSession.${name}`),
      selfRule,
    ),
    '*.read': readerRule,
    '*.readStream': readerRule,
    '*.write': writerRule,
    '*.writeStream': writerRule,
    '*.writeTo': (call, machine) => {
      const { cell, value } = machine.instance(call, WRITER, NO_FLOW);
      cell.fields.set('<data>', carrying(plainFlow(call.receiver)));
      cell.fields.set('<target>', call.args[0] ?? NOTHING);
      return value;
    },
    ...under([`${READER}.format`, `${WRITER}.format`], formatRule),
    ...under([`${READER}.option`, `${WRITER}.option`], optionRule),
    ...under([`${READER}.options`, `${WRITER}.options`], optionsRule),
    ...under(
      SETTINGS.flatMap((name) => [`${READER}.${name}`, `${WRITER}.${name}`]),
      selfRule,
    ),
    [`${READER}.load`]: loadRule,
    [`${READER}.table`]: readTableRule,
    [`${READER}.jdbc`]: readJdbcRule,
    ...under(
      FILES.map((name) => `${READER}.${name}`),
      readFileRule,
    ),
    ...under(
      FILES.map((name) => `${WRITER}.${name}`),
      saveFileRule,
    ),
    [`${WRITER}.save`]: saveRule,
    [`${WRITER}.start`]: startRule,
    [`${WRITER}.saveAsTable`]: saveTableRule,
    [`${WRITER}.insertInto`]: saveTableRule,
    [`${WRITER}.toTable`]: saveTableRule,
    [`${WRITER}.jdbc`]: saveJdbcRule,
    [`${WRITER}.foreachBatch`]: (call) => {
      keep(call.receiver, '<each>', call.args[0]);
      return call.receiver ?? NOTHING;
    },
    ...under(
      ['append', 'create', 'replace', 'createOrReplace', 'overwrite', 'overwritePartitions'].map(
        (name) => `${WRITER}.${name}`,
      ),
      (call, machine) => {
        machine.write(call, optionOf(call.receiver, '<target>'), written(call.receiver), tableAccess());
        return NOTHING;
      },
    ),
    'SparkSession.table': readTableRule,
    '*.spark.table': readTableRule,
    '*.SparkSession.table': readTableRule,
    '*.SQLContext.table': readTableRule,
    'SparkSession.sql': sqlRule,
    '*.SparkSession.sql': sqlRule,
    '*.spark.sql': sqlRule,
    '*.session.sql': sqlRule,
    '*.SQLContext.sql': sqlRule,
    '*.sqlContext.sql': sqlRule,
    '*.HiveContext.sql': sqlRule,
    ...under(
      ['createOrReplaceTempView', 'createTempView', 'registerTempTable', 'createOrReplaceGlobalTempView'].map(
        (name) => `*.${name}`,
      ),
      viewRule,
    ),
    '*.textFile': readFileRule,
    '*.wholeTextFiles': readFileRule,
    '*.sequenceFile': readFileRule,
    '*.objectFile': readFileRule,
    '*.newAPIHadoopFile': readFileRule,
    ...under(
      [
        'saveAsTextFile',
        'saveAsObjectFile',
        'saveAsSequenceFile',
        'saveAsNewAPIHadoopFile',
        'saveAsHadoopFile',
      ].map((name) => `*.${name}`),
      saveDataRule,
    ),
    '*.DeltaTable.forPath': deltaRule,
    '*.DeltaTable.forName': deltaRule,
    'spark.DeltaTable.toDF': deltaReadRule,
    'spark.DeltaTable.as': selfRule,
    'spark.DeltaTable.alias': selfRule,
    'spark.DeltaTable.merge': deltaMergeRule,
    ...under(
      ['update', 'delete', 'updateExpr'].map((name) => `spark.DeltaTable.${name}`),
      deltaMergeRule,
    ),
    ...under(
      MERGES.map((name) => `spark.Merge.${name}`),
      selfRule,
    ),
    'spark.Query.awaitTermination': () => NOTHING,
    '*.parallelize': firstRule,
  },
};
