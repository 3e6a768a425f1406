import type { Library, Rule, TableSpace } from '../../../interpreter/machine.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { accessTo } from './rTables.js';

/** `spark_read_csv(sc, name, path)`. */
const sparkReadRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 2, 'path')));

const sparkWriteRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 1, 'path'), flowOf(call.args[0] ?? NOTHING));
  return NOTHING;
};

const HIVE: TableSpace = { namespace: 'hive', prefix: '' };

const sparkTableRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 1, 'name'), accessTo(HIVE)));

const sparkWriteTableRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 1, 'name', 'tableName'),
    flowOf(call.args[0] ?? NOTHING),
    accessTo(HIVE),
  );
  return NOTHING;
};

const readFrameRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'path')));

const writeFrameRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 1, 'path'), flowOf(call.args[0] ?? NOTHING));
  return NOTHING;
};

/** Spark by sparklyr and SparkR. */
export const rSpark: Library = {
  name: 'rSpark',
  languages: ['r'],
  functions: {
    ...Object.fromEntries(
      ['csv', 'parquet', 'json', 'delta', 'orc', 'text', 'avro'].flatMap((format) => [
        [`spark_read_${format}`, sparkReadRule],
        [`spark_write_${format}`, sparkWriteRule],
      ]),
    ),
    spark_read_table: sparkTableRule,
    spark_write_table: sparkWriteTableRule,
    saveAsTable: sparkWriteTableRule,
    tableToDF: (call, machine) => carrying(machine.read(call, call.args[0], accessTo(HIVE))),
    'read.df': readFrameRule,
    'read.parquet': readFrameRule,
    'read.json': readFrameRule,
    'write.df': writeFrameRule,
    'write.parquet': writeFrameRule,
  },
  methods: {},
};
