import type { Library, Rule } from '../interpreter/machine.js';
import { carrying, NOTHING } from '../values/value.js';
import { type At, each, writes } from './accessRules.js';
import { argument, columnNames, dataOf, storedField } from './arguments.js';

const SOURCE: At = [0, 'source', 'file', 'path', 'path_or_paths', 'input_file', 'where'];
const TARGET: At = [1, 'where', 'dest', 'root_path', 'base_dir', 'output_file'];
const DATA: At = [0, 'table', 'df', 'data'];
const SCHEMES: Readonly<Record<string, string>> = {
  S3FileSystem: 's3',
  GcsFileSystem: 'gs',
  HadoopFileSystem: 'hdfs',
};

const readRule: Rule = (call, machine) => {
  const columns = columnNames(argument(call, 1, 'columns'));
  const source = argument(call, ...SOURCE);
  const opened = source?.texts || source?.items ? undefined : dataOf(source);
  return carrying(opened && source ? opened : machine.read(call, source, columns ? { columns } : {}));
};

/** A file that rows are written into one batch after another. */
const writerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'pyarrow.Writer', NOTHING.flow);
  const [location] = call.args;
  if (location) cell.fields.set('location', location);
  return value;
};

const batchRule: Rule = (call, machine) => {
  machine.write(call, storedField(call.receiver, 'location'), dataOf(call.args[0]));
  return NOTHING;
};

const fileSystemRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'store.FileSystem', NOTHING.flow);
  const scheme = SCHEMES[call.name.split('.').at(-1) ?? ''];
  if (scheme !== undefined)
    cell.fields.set('scheme', {
      texts: [{ value: `${scheme}://`, confidence: 'exact' }],
      flow: NOTHING.flow,
    });
  return value;
};

const READS = [
  ...['parquet.read_table', 'parquet.ParquetDataset', 'parquet.read_pandas', 'parquet.ParquetFile'],
  ...[
    'parquet.read_metadata',
    'parquet.read_schema',
    'dataset.dataset',
    'dataset.parquet_dataset',
    'csv.read_csv',
  ],
  ...[
    'csv.open_csv',
    'json.read_json',
    'feather.read_table',
    'feather.read_feather',
    'orc.read_table',
    'orc.ORCFile',
  ],
  ...['ipc.open_file', 'ipc.open_stream', 'memory_map', 'OSFile'],
];
const WRITES = [
  'parquet.write_table',
  'parquet.write_to_dataset',
  'feather.write_feather',
  'csv.write_csv',
  'dataset.write_dataset',
  'orc.write_table',
];

/** Arrow: tables, datasets of many files, and its file systems. */
export const arrow: Library = {
  name: 'arrow',
  functions: {
    ...each(
      READS.map((name) => `pyarrow.${name}`),
      readRule,
    ),
    'fastparquet.ParquetFile': readRule,
    'fastparquet.write': writes([0, 'filename'], [1, 'data']),
    ...each(
      WRITES.map((name) => `pyarrow.${name}`),
      writes(TARGET, DATA),
    ),
    'pyarrow.parquet.ParquetWriter': writerRule,
    ...each(
      Object.keys(SCHEMES).map((name) => `pyarrow.fs.${name}`),
      fileSystemRule,
    ),
  },
  methods: {
    'pyarrow.Writer.write_table': batchRule,
    'pyarrow.Writer.write_batch': batchRule,
    'pyarrow.Writer.write': batchRule,
  },
};
