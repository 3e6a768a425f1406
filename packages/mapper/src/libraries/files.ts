import type { Call, Library, Rule } from '../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../values/flow.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, flowOf, NOTHING, type Value } from '../values/value.js';
import { argument, argumentFlow, callFlow, cellsOf, columnNames, storedField } from './arguments.js';

const PROSE = /\.(md|rst|env|toml|ini|cfg)$/i;

/** Opens a file. Configuration kept in the repository is no data; whatever else is read or written is an access. */
const openRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'file', 'path', 'urlpath', 'name');
  const mode = stringOf(argument(call, 1, 'mode')) ?? 'r';
  const writes = /[wax+]/.test(mode);
  const configs = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  const read = !writes && configs.length === 0 && !isProse(location) ? machine.read(call, location) : NO_FLOW;
  const { cell, value } = machine.instance(call, 'file.Handle', read);
  if (location) cell.fields.set('location', location);
  if (writes) {
    cell.fields.set('writes', carrying(NO_FLOW));
    machine.write(call, location, NO_FLOW);
  }
  const [config] = configs;
  if (config) cell.fields.set('config', config);
  return value;
};

/** Settings and documents of the repository that no analyzer reads: opening them is no access to data. */
function isProse(location: Value | undefined): boolean {
  const known = stringsOf(location);
  return known.length > 0 && known.every((path) => PROSE.test(path) && !path.includes('://'));
}

/** Data written into a handle belongs to the file that it opened. */
function writeInto(
  call: Call,
  handle: Value | undefined,
  data: Value | undefined,
  machine: Parameters<Rule>[1],
): void {
  const location = storedField(handle, 'location');
  if (location && storedField(handle, 'writes') && data) machine.write(call, location, flowOf(data));
}

const handleWriteRule: Rule = (call, machine) => {
  writeInto(call, call.receiver, call.args[0], machine);
  return NOTHING;
};

const dumpRule: Rule = (call, machine) => {
  const target = argument(call, 1, 'fp', 'file', 'stream', 'filename');
  const data = argument(call, 0, 'obj', 'data', 'value');
  if (cellsOf(target).length > 0) writeInto(call, target, data, machine);
  else if (target?.texts) machine.write(call, target, data ? flowOf(data) : NO_FLOW);
  return NOTHING;
};

const loadRule: Rule = (call, machine) => {
  const source = argument(call, 0, 'fp', 'file', 'stream', 'filename');
  const config = storedField(source, 'config');
  if (config) return config;
  if (cellsOf(source).length > 0 || !source?.texts) return carrying(callFlow(call));
  return carrying(machine.read(call, source));
};

/** Text already in memory, for instance `yaml.safe_load(path.read_text())`. */
const parseRule: Rule = (call) => {
  const [source] = call.args;
  return storedField(source, 'config') ?? carrying(argumentFlow(call));
};

const readTextRule: Rule = (call, machine) => {
  const location = call.receiver;
  const [config] = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  if (config?.texts) return config;
  if (isProse(location)) return NOTHING;
  if (!config) return location?.texts ? carrying(machine.read(call, location)) : carrying(callFlow(call));
  const { cell, value } = machine.instance(call, 'file.Text', NO_FLOW);
  cell.fields.set('config', config);
  return value;
};

const writeTextRule: Rule = (call, machine) => {
  if (call.receiver?.texts) machine.write(call, call.receiver, argumentFlow(call));
  return NOTHING;
};

const handleReadRule: Rule = (call) => {
  const config = storedField(call.receiver, 'config');
  if (config?.texts) return config;
  return config && call.receiver ? call.receiver : carrying(call.receiver?.flow ?? NO_FLOW);
};

const readPathRule: Rule = (call, machine) => {
  const columns = columnNames(argument(call, 1, 'columns'));
  const location = argument(
    call,
    0,
    'source',
    'file',
    'fname',
    'path',
    'path_or_paths',
    'input_file',
    'where',
  );
  return carrying(machine.read(call, location, columns ? { columns } : {}));
};

/** `np.save(path, data)`. */
const savePathFirstRule: Rule = (call, machine) => {
  const data = call.args
    .slice(1)
    .map((value) => flowOf(value))
    .reduce(joinFlows, argumentFlow({ ...call, args: [] }));
  machine.write(call, argument(call, 0, 'file', 'fname'), data);
  return NOTHING;
};

/** `pq.write_table(data, path)`. */
const saveDataFirstRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'table', 'df', 'data');
  machine.write(
    call,
    argument(call, 1, 'where', 'dest', 'root_path', 'base_dir'),
    data ? flowOf(data) : NO_FLOW,
  );
  return NOTHING;
};

const copyRule: Rule = (call, machine) => {
  machine.write(call, argument(call, 1, 'dst'), machine.read(call, argument(call, 0, 'src')));
  return NOTHING;
};

const ARROW_READS = [
  'pyarrow.parquet.read_table',
  'pyarrow.parquet.ParquetDataset',
  'pyarrow.parquet.read_pandas',
];
const OTHER_READS = [
  'pyarrow.parquet.ParquetFile',
  'pyarrow.dataset.dataset',
  'pyarrow.csv.read_csv',
  'pyarrow.feather.read_table',
];
const NUMPY_READS = [
  'numpy.load',
  'numpy.loadtxt',
  'numpy.genfromtxt',
  'numpy.fromfile',
  'pyarrow.feather.read_feather',
];

/** Files: the built-in open, serialisers, pyarrow and numpy. */
export const files: Library = {
  name: 'files',
  functions: {
    open: openRule,
    'io.open': openRule,
    'fsspec.open': openRule,
    'smart_open.open': openRule,
    'gzip.open': openRule,
    'bz2.open': openRule,
    'codecs.open': openRule,
    'zipfile.ZipFile': openRule,
    'json.load': loadRule,
    'json.dump': dumpRule,
    'json.loads': parseRule,
    'yaml.safe_load': loadRule,
    'yaml.load': loadRule,
    'yaml.full_load': loadRule,
    'yaml.dump': dumpRule,
    'yaml.safe_dump': dumpRule,
    'tomllib.load': loadRule,
    'toml.load': loadRule,
    'pickle.load': loadRule,
    'csv.reader': parseRule,
    'csv.DictReader': parseRule,
    'shutil.copy': copyRule,
    'shutil.copyfile': copyRule,
    'shutil.move': copyRule,
    'numpy.save': savePathFirstRule,
    'numpy.savez': savePathFirstRule,
    'numpy.savetxt': savePathFirstRule,
    'pyarrow.parquet.write_table': saveDataFirstRule,
    'pyarrow.parquet.write_to_dataset': saveDataFirstRule,
    'pyarrow.feather.write_feather': saveDataFirstRule,
    'pyarrow.csv.write_csv': saveDataFirstRule,
    ...Object.fromEntries(
      [...ARROW_READS, ...OTHER_READS, ...NUMPY_READS].map((name) => [name, readPathRule]),
    ),
  },
  methods: {
    'file.Handle.write': handleWriteRule,
    'file.Handle.writelines': handleWriteRule,
    'file.Handle.read': handleReadRule,
    'file.Handle.readlines': handleReadRule,
    '*.read_text': readTextRule,
    '*.read_bytes': readTextRule,
    '*.write_text': writeTextRule,
    '*.write_bytes': writeTextRule,
  },
};
