import type { Access, Library, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { carrying, flowOf, NOTHING } from '../../values/value.js';
import { CSHARP, created, given, self } from './dotnetRules.js';

const HIVE: Access = { kind: 'table', namespace: 'hive' };

const load: Rule = (call, machine) => carrying(machine.read(call, given(call, 0, 'path', 'paths')));
const table: Rule = (call, machine) => carrying(machine.read(call, call.args[0], HIVE));

const save: Rule = (call, machine) => {
  machine.write(call, given(call, 0, 'path'), call.receiver ? flowOf(call.receiver) : NO_FLOW);
  return NOTHING;
};

const saveTable: Rule = (call, machine) => {
  machine.write(call, call.args[0], call.receiver ? flowOf(call.receiver) : NO_FLOW, HIVE);
  return NOTHING;
};

/** `frame.Write()`; whatever else is written with arguments goes into a stream. */
const writer: Rule = (call, machine) => {
  const flow = call.receiver ? flowOf(call.receiver) : NO_FLOW;
  return call.args.length === 0 ? created(call, machine, 'DataFrameWriter', {}, flow) : NOTHING;
};

const FORMATS = ['Csv', 'Parquet', 'Json', 'Orc', 'Text', 'Load'];
const WRITERS = ['Csv', 'Parquet', 'Json', 'Orc', 'Text', 'Save'];
const SETTINGS = ['Format', 'Option', 'Options', 'Schema', 'Mode', 'PartitionBy', 'BucketBy', 'SortBy'];

/** .NET for Apache Spark: readers, writers, tables and SQL. */
export const dotnetSpark: Library = {
  name: 'dotnetSpark',
  languages: CSHARP,
  functions: {},
  methods: {
    ...Object.fromEntries(FORMATS.map((name) => [`*.Read.${name}`, load])),
    ...Object.fromEntries(FORMATS.map((name) => [`*.ReadStream.${name}`, load])),
    '*.Write': writer,
    '*.WriteStream': writer,
    ...Object.fromEntries(WRITERS.map((name) => [`*.DataFrameWriter.${name}`, save])),
    ...Object.fromEntries(
      SETTINGS.flatMap((name) => [
        [`*.Read.${name}`, self],
        [`*.ReadStream.${name}`, self],
        [`*.DataFrameWriter.${name}`, self],
      ]),
    ),
    '*.Read.Table': table,
    '*.Table': table,
    '*.DataFrameWriter.SaveAsTable': saveTable,
    '*.DataFrameWriter.InsertInto': saveTable,
    '*.Sql': (call, machine) =>
      carrying(machine.query(call, call.args[0], { namespace: 'hive', prefix: '' })),
  },
};
