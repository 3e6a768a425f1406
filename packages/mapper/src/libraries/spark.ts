import type { Access, Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { carrying, flowOf, NOTHING } from '../values/value.js';
import { argument } from './arguments.js';

const HIVE: Access = { kind: 'table', namespace: 'hive' };

const selfRule: Rule = (call) => call.receiver ?? NOTHING;
const loadRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'path', 'paths')));
const tableRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'tableName'), HIVE));

const saveRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 0, 'path'), call.receiver ? flowOf(call.receiver) : NO_FLOW);
  return NOTHING;
};

const saveTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 0, 'name', 'tableName'),
    call.receiver ? flowOf(call.receiver) : NO_FLOW,
    HIVE,
  );
  return NOTHING;
};

const FORMATS = ['csv', 'parquet', 'json', 'orc', 'text', 'delta'];
const SETTINGS = ['format', 'option', 'options', 'schema', 'mode', 'partitionBy', 'bucketBy', 'sortBy'];

/** PySpark's readers and writers, found by `.read.…` and `.write.…` whatever the session is called. */
export const spark: Library = {
  name: 'spark',
  functions: {},
  methods: {
    ...Object.fromEntries(FORMATS.map((format) => [`*.read.${format}`, loadRule])),
    ...Object.fromEntries(FORMATS.map((format) => [`*.write.${format}`, saveRule])),
    ...Object.fromEntries(
      SETTINGS.flatMap((name) => [
        [`*.read.${name}`, selfRule],
        [`*.write.${name}`, selfRule],
      ]),
    ),
    '*.read.load': loadRule,
    '*.read.table': tableRule,
    '*.spark.table': tableRule,
    '*.getOrCreate().table': tableRule,
    '*.write.save': saveRule,
    '*.write.saveAsTable': saveTableRule,
    '*.write.insertInto': saveTableRule,
  },
};
