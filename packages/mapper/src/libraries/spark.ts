import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { each, itself, reads, under, writes } from './accessRules.js';
import { argument, cellsOf, dataOf } from './arguments.js';
import { HIVE, jdbcSpace, optionsOf, placeOf, readPlace } from './sparkOptions.js';

const READER = 'spark.Reader';
const WRITER = 'spark.Writer';

/** The reader or writer that a chain builds: it keeps its format and options. */
function builder(call: Call, machine: Machine, type: string): Value {
  const known = cellsOf(call.receiver).some((cell) => cell.type === type);
  return known && call.receiver ? call.receiver : machine.instance(call, type, dataOf(call.receiver)).value;
}

const formatRule =
  (type: string): Rule =>
  (call, machine) => {
    const value = builder(call, machine, type);
    const format = argument(call, 0, 'source', 'name');
    for (const cell of cellsOf(value)) if (format) cell.fields.set('format', format);
    return value;
  };

const optionRule =
  (type: string): Rule =>
  (call, machine) => {
    const value = builder(call, machine, type);
    const name = stringOf(argument(call, 0, 'key'));
    const given = argument(call, 1, 'value');
    for (const cell of cellsOf(value))
      if (name !== undefined && given) cell.fields.set(`option ${name}`, given);
    return value;
  };

const optionsRule =
  (type: string): Rule =>
  (call, machine) => {
    const value = builder(call, machine, type);
    const given = [...(call.args[0]?.fields ?? []), ...call.named];
    for (const cell of cellsOf(value))
      for (const [name, each] of given) cell.fields.set(`option ${name}`, each);
    return value;
  };

const stepRule =
  (type: string): Rule =>
  (call, machine) =>
    builder(call, machine, type);

const loadRule: Rule = (call, machine) =>
  carrying(readPlace(call, machine, placeOf(optionsOf(call), argument(call, 0, 'path', 'paths'))));

const readTableRule: Rule = (call, machine) => {
  const name = argument(call, 0, 'tableName');
  const text = stringOf(name);
  const view = text === undefined ? undefined : machine.view(text);
  if (view) return carrying(view);
  const path = /^(?:delta|parquet|iceberg|json|csv|orc)\.`([^`]+)`$/.exec(text ?? '')?.[1];
  return carrying(path === undefined ? machine.read(call, name, HIVE) : machine.read(call, constant(path)));
};

function write(call: Call, machine: Machine, given: Value | undefined): void {
  const place = placeOf(optionsOf(call), given);
  if (place.nowhere) return;
  machine.write(call, place.location, dataOf(call.receiver), place.access);
}

const saveRule: Rule = (call, machine) => {
  write(call, machine, argument(call, 0, 'path'));
  return NOTHING;
};

/** `writeStream.start()`: into the sink that the options name; a function may take each batch. */
const startRule: Rule = (call, machine) => {
  const batch = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('batch') ?? [])[0];
  const named = cellsOf(call.receiver).some((cell) => cell.fields.has('format'));
  if (batch) machine.call(batch, [carrying(dataOf(call.receiver)), NOTHING], call);
  else if (named || call.args.length > 0) write(call, machine, argument(call, 0, 'path'));
  return NOTHING;
};

const batchRule: Rule = (call, machine) => {
  const value = builder(call, machine, WRITER);
  const given = argument(call, 0, 'func', 'f');
  for (const cell of cellsOf(value)) if (given) cell.fields.set('batch', given);
  return value;
};

/** Into a table of the catalogue; with a path, the files of that table are named too. */
const saveTableRule: Rule = (call, machine) => {
  const path = optionsOf(call).get('path');
  if (path && call.name !== 'insertInto') machine.write(call, path, dataOf(call.receiver));
  machine.write(call, argument(call, 0, 'name', 'tableName'), dataOf(call.receiver), HIVE);
  return NOTHING;
};

/** `frame.writeTo(table).append()`. */
const writeToRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'spark.TableWriter', dataOf(call.receiver));
  const table = argument(call, 0, 'table');
  if (table) cell.fields.set('table', table);
  return value;
};

const jdbcReadRule: Rule = (call, machine) => {
  const { namespace, prefix } = jdbcSpace(stringOf(argument(call, 0, 'url'))?.replace(/^jdbc:/, '') ?? '');
  const options = new Map([
    ['format', constant('jdbc')],
    ['url', constant(`${namespace}/${prefix}`)],
  ]);
  const url = argument(call, 0, 'url');
  if (url) options.set('url', url);
  return carrying(readPlace(call, machine, placeOf(options, argument(call, 1, 'table'))));
};

const jdbcWriteRule: Rule = (call, machine) => {
  const url = argument(call, 0, 'url');
  const options = new Map([['format', constant('jdbc')], ...(url ? [['url', url] as const] : [])]);
  const place = placeOf(options, argument(call, 1, 'table'));
  machine.write(call, place.location, dataOf(call.receiver), place.access);
  return NOTHING;
};

const viewRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name', 'viewName'));
  const shared = call.name.includes('Global');
  if (name !== undefined) machine.setView(shared ? `global_temp.${name}` : name, dataOf(call.receiver));
  return NOTHING;
};

const sqlRule: Rule = (call, machine) =>
  carrying(machine.query(call, argument(call, 0, 'sqlQuery', 'query'), { namespace: 'hive', prefix: '' }));

const FORMATS = ['csv', 'parquet', 'json', 'orc', 'text', 'delta', 'xml', 'avro', 'textFile', 'excel'];
const STEPS = [
  'schema',
  'mode',
  'partitionBy',
  'bucketBy',
  'sortBy',
  'outputMode',
  'trigger',
  'queryName',
  'clusterBy',
  'foreach',
];
const SESSIONS = [
  'spark',
  'sqlContext',
  'sqlcontext',
  'hiveContext',
  'spark_session',
  'sparkSession',
  'getOrCreate()',
  'spark_context',
  'sqlc',
  'SparkSession',
];
const VIEWS = [
  'createOrReplaceTempView',
  'createTempView',
  'registerTempTable',
  'createGlobalTempView',
  'createOrReplaceGlobalTempView',
];

function chain(type: string, ...owners: string[]): Record<string, Rule> {
  return {
    ...under([...owners.map((owner) => `*.${owner}`), type], {
      format: formatRule(type),
      option: optionRule(type),
      options: optionsRule(type),
      ...each(STEPS, stepRule(type)),
    }),
  };
}

/** PySpark's readers and writers, found by `.read.…` and `.write.…` whatever the session is called. */
export const spark: Library = {
  name: 'spark',
  functions: {},
  methods: {
    ...chain(READER, 'read', 'readStream'),
    ...chain(WRITER, 'write', 'writeStream'),
    ...under(['*.read', '*.readStream', READER], {
      ...each(FORMATS, reads([0, 'path', 'paths'])),
      load: loadRule,
      table: readTableRule,
      jdbc: jdbcReadRule,
    }),
    ...under(['*.write', '*.writeStream', WRITER], {
      ...each(FORMATS, writes([0, 'path'], 'receiver')),
      save: saveRule,
      start: startRule,
      foreachBatch: batchRule,
      ...each(['saveAsTable', 'insertInto', 'toTable', 'table'], saveTableRule),
      jdbc: jdbcWriteRule,
    }),
    '*.writeTo': writeToRule,
    ...under(['spark.TableWriter'], {
      ...each(
        ['append', 'create', 'createOrReplace', 'replace', 'overwrite', 'overwritePartitions'],
        writes([undefined, 'table'], 'receiver', HIVE),
      ),
      ...each(['using', 'tableProperty', 'partitionedBy', 'option'], itself),
    }),
    ...each(
      SESSIONS.map((name) => `*.${name}.table`),
      readTableRule,
    ),
    ...each(
      SESSIONS.map((name) => `*.${name}.sql`),
      sqlRule,
    ),
    ...each(
      VIEWS.map((name) => `*.${name}`),
      viewRule,
    ),
    ...each(
      [
        '*.sparkContext.textFile',
        '*.sparkContext.wholeTextFiles',
        '*.sparkContext.binaryFiles',
        '*.sc.textFile',
        '*.sc.wholeTextFiles',
        '*.textFile',
        '*.sc.pickleFile',
      ],
      reads([0, 'name', 'path']),
    ),
    ...each(['*.saveAsTextFile', '*.saveAsPickleFile'], writes([0, 'path'], 'receiver')),
    '*.foreachRDD': (call, machine) => {
      const [given] = call.args;
      if (given) machine.call(given, [carrying(dataOf(call.receiver))], call);
      return NOTHING;
    },
    '*.catalog.createTable': (call, machine) => {
      const path = argument(call, 1, 'path');
      const data = path ? machine.read(call, path) : NO_FLOW;
      machine.write(call, argument(call, 0, 'tableName'), data, HIVE);
      return carrying(data);
    },
  },
};
