import type { Library, Rule, TableSpace } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringsOf } from '../../../values/texts.js';
import { carrying, constant, listOf, NOTHING } from '../../../values/value.js';
import { plainFlow } from '../columnExpressions.js';
import { entriesOf, firstRule, JVM, keep, makeRule, selfRule, spelled, under } from '../jvmValues.js';
import { optionOf, readPlace, tableAccess } from './sparkPlace.js';
import { FILES, READER, SETTINGS, WRITER } from './sparkTypes.js';

const HIVE: TableSpace = { namespace: 'hive', prefix: '' };

const readerRule: Rule = (call, machine) => {
  if (call.args.length > 0) return NOTHING;
  return machine.instance(call, READER, NO_FLOW).value;
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
    [`${WRITER}.foreachBatch`]: (call) => {
      keep(call.receiver, '<each>', call.args[0]);
      return call.receiver ?? NOTHING;
    },
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
    'spark.DeltaTable.as': selfRule,
    'spark.DeltaTable.alias': selfRule,
    'spark.Query.awaitTermination': () => NOTHING,
    '*.parallelize': firstRule,
  },
};
