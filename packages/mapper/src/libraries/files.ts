import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { isEmptyFlow, NO_FLOW } from '../values/flow.js';
import { isOnlyHoles } from '../values/text.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, NOTHING, type Value } from '../values/value.js';
import { each, everything, under } from './accessRules.js';
import { addData, argument, argumentFlow, callFlow, cellsOf, dataOf, storedField } from './arguments.js';
import { artefactAccess } from './learning/trainedModels.js';

const LIKE_A_PATH = /path|file|dir|dest|target|folder|output/i;
const PROSE = /\.(md|rst|env|toml|ini|cfg|ya?ml|conf|j2|jinja2?|py|lock|sql|hql)$/i;
/** Tables and records are data even where the repository keeps them. */
const DATA = /\.(csv|tsv|jsonl|ndjson|parquet|geojson)$/i;

/** Records in a list are data, whatever the format of their file. */
function isData(config: Value): boolean {
  return config.items?.some((item) => item.fields) ?? false;
}

/** The configuration that a file of the repository holds. */
function configOf(location: Value | undefined, machine: Machine): Value[] {
  return stringsOf(location).flatMap((path) => {
    const config = DATA.test(path) ? undefined : machine.config(path);
    return config === undefined || isData(config) ? [] : [config];
  });
}

/** Opens a file. Configuration kept in the repository is no data; whatever else is read or written is an access. */
const openRule: Rule = (call, machine) => {
  const opened = call.receiver?.texts ? { ...call, args: [call.receiver, ...call.args] } : call;
  const location = argument(opened, 0, 'file', 'path', 'urlpath', 'name', 'uri', 'filename', 'fileobj');
  if (location && isBuffer(location)) return location;
  if (location && !location.texts && !isEmptyFlow(dataOf(location))) return wrapped(call, machine, location);
  const mode = stringOf(argument(opened, 1, 'mode')) ?? 'r';
  const writes = /[wax+]/.test(mode);
  const configs = configOf(location, machine);
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

/** A buffer or temporary file is its own handle. */
function isBuffer(value: Value): boolean {
  return !value.texts && cellsOf(value).some((cell) => cell.type === 'io.Buffer');
}

/** `gzip.open(handle)`: the same data in another form. */
function wrapped(call: Call, machine: Machine, handle: Value): Value {
  const { cell, value } = machine.instance(call, 'file.Handle', dataOf(handle));
  for (const from of cellsOf(handle)) for (const [name, field] of from.fields) cell.fields.set(name, field);
  return value;
}

/** Settings and documents of the repository that no analyzer reads: opening them is no access to data. */
function isProse(location: Value | undefined): boolean {
  const known = stringsOf(location);
  return known.length > 0 && known.every((path) => PROSE.test(path) && !path.includes('://'));
}

/** Data written into a handle belongs to the file that it opened. */
function writeInto(call: Call, handle: Value | undefined, data: Value | undefined, machine: Machine): void {
  const location = storedField(handle, 'location');
  const opened = storedField(handle, 'writes') !== undefined;
  const known = stringsOf(location).some((path) => !isOnlyHoles(path));
  if (known && opened && data) machine.write(call, location, dataOf(data), artefactAccess(data));
  else addData(handle, dataOf(data));
}

const handleWriteRule: Rule = (call, machine) => {
  writeInto(call, call.receiver, call.args[0], machine);
  return NOTHING;
};

const dumpRule: Rule = (call, machine) => {
  const target = argument(call, 1, 'fp', 'file', 'stream', 'filename');
  const data = argument(call, 0, 'obj', 'data', 'value');
  if (cellsOf(target).length > 0) writeInto(call, target, data, machine);
  else if (target?.texts) machine.write(call, target, dataOf(data));
  return NOTHING;
};

/** Loaders that take the name of a file; the others take a handle or the text itself. */
const BY_PATH: ReadonlySet<string> = new Set([
  ...['toml.load', 'xml.etree.ElementTree.parse', 'lxml.etree.parse', 'lxml.etree.iterparse'],
  ...['srsly.read_jsonl', 'srsly.read_json'],
]);

const loadRule: Rule = (call, machine) => {
  const source = argument(call, 0, 'fp', 'file', 'stream', 'filename');
  const config = storedField(source, 'config');
  if (config) return config;
  const byPath = BY_PATH.has(call.name) && source?.texts !== undefined && cellsOf(source).length === 0;
  if (!byPath) return carrying(everything(call));
  return configOf(source, machine)[0] ?? carrying(machine.read(call, source));
};

/** Text already in memory, for instance `yaml.safe_load(path.read_text())`. */
const parseRule: Rule = (call) => {
  const [source] = call.args;
  return storedField(source, 'config') ?? carrying(argumentFlow(call));
};

/** A path by its texts, a file at hand, or something unknown that is called a path. */
function isPath(value: Value | undefined): boolean {
  if (!value || value.texts) return value !== undefined;
  return (
    isBuffer(value) || (!value.references && isEmptyFlow(value.flow) && LIKE_A_PATH.test(value.hint ?? ''))
  );
}

const readTextRule: Rule = (call, machine) => {
  const location = call.receiver;
  const [config] = configOf(location, machine);
  if (config?.texts) return config;
  if (!config && isProse(location)) return NOTHING;
  if (!config) return carrying(isPath(location) ? machine.read(call, location) : callFlow(call));
  const { cell, value } = machine.instance(call, 'file.Text', NO_FLOW);
  cell.fields.set('config', config);
  return value;
};

const writeTextRule: Rule = (call, machine) => {
  if (isPath(call.receiver)) machine.write(call, call.receiver, argumentFlow(call));
  return NOTHING;
};

const handleReadRule: Rule = (call) => {
  const config = storedField(call.receiver, 'config');
  if (config?.texts) return config;
  return config && call.receiver ? call.receiver : carrying(call.receiver?.flow ?? NO_FLOW);
};

/** `csv.writer(handle)` and `csv.reader(handle)`: rows go through the handle. */
const csvWriterRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'csv.Writer', NO_FLOW);
  const [handle] = call.args;
  if (handle) cell.fields.set('handle', handle);
  return value;
};

const csvWriteRule: Rule = (call, machine) => {
  writeInto(call, storedField(call.receiver, 'handle'), call.args[0], machine);
  return NOTHING;
};

/** A file system object of a library: the paths are its own. */
const shelveRule: Rule = (call, machine) =>
  machine.instance(call, 'file.Shelf', machine.read(call, argument(call, 0, 'filename'))).value;

const OPENERS = [
  'open',
  'io.open',
  'fsspec.open',
  'fsspec.open_files',
  'smart_open.open',
  'smart_open.smart_open',
  'gzip.open',
  'bz2.open',
  'lzma.open',
  'codecs.open',
  'aiofiles.open',
  'gzip.GzipFile',
  'bz2.BZ2File',
  'xopen.xopen',
  'tensorflow.io.gfile.GFile',
  'tensorflow.gfile.GFile',
  'tensorflow.gfile.Open',
  'tensorflow.io.gfile.open',
];
const LOADERS = [
  'json.load',
  'yaml.safe_load',
  'yaml.load',
  'yaml.full_load',
  'yaml.safe_load_all',
  'tomllib.load',
  'tomli.load',
  'toml.load',
  'pickle.load',
  'cPickle.load',
  'cloudpickle.load',
  'dill.load',
  'ujson.load',
  'simplejson.load',
  'marshal.load',
  'msgpack.load',
  'orjson.load',
];
const DUMPERS = [
  'json.dump',
  'yaml.dump',
  'yaml.safe_dump',
  'ujson.dump',
  'simplejson.dump',
  'msgpack.dump',
  'toml.dump',
];
const PARSERS = [
  'json.loads',
  'csv.reader',
  'csv.DictReader',
  'unicodecsv.reader',
  'ujson.loads',
  'orjson.loads',
  'simplejson.loads',
  'pickle.loads',
  'yaml.safe_loads',
  'tomllib.loads',
  'tomli.loads',
  'toml.loads',
  'jsonlines.Reader',
  'xmltodict.parse',
];
const WRITERS = ['csv.writer', 'csv.DictWriter', 'unicodecsv.writer', 'jsonlines.Writer'];

/** Files: the built-in open, and what reads and writes through a handle. */
export const files: Library = {
  name: 'files',
  functions: {
    ...each(OPENERS, openRule),
    ...each(LOADERS, loadRule),
    ...each(DUMPERS, dumpRule),
    ...each(PARSERS, parseRule),
    ...each(WRITERS, csvWriterRule),
    'jsonlines.open': openRule,
    'shelve.open': shelveRule,
    'xml.etree.ElementTree.parse': loadRule,
    'lxml.etree.parse': loadRule,
    'lxml.etree.iterparse': loadRule,
    'ijson.items': parseRule,
    'srsly.read_jsonl': loadRule,
    'srsly.read_json': loadRule,
  },
  methods: {
    ...under(['file.Handle'], {
      ...each(['write', 'writelines', 'write_all'], handleWriteRule),
      ...each(['read', 'readlines', 'readline'], handleReadRule),
    }),
    ...under(['csv.Writer'], each(['writerow', 'writerows', 'write', 'write_all'], csvWriteRule)),
    'text.open': openRule,
    '*.read_text': readTextRule,
    '*.read_bytes': readTextRule,
    '*.write_text': writeTextRule,
    '*.write_bytes': writeTextRule,
  },
};
