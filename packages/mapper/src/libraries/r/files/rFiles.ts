import type { Access, Call, Library, Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, columnNames } from '../../arguments.js';
import { modelsOf, saveObject } from '../../trainedModels.js';
import { allData } from '../rVectors.js';
import { READERS, TEXT_READERS, WRITERS } from './rFileNames.js';

const LOCATIONS = [
  ...[
    'file',
    'path',
    'con',
    'input',
    'dsn',
    'filename',
    'filepath',
    'xlsxFile',
    'source',
    'sources',
    'x',
    'description',
  ],
  ...['data_file', 'fname', 'f', 'txt'],
];

const TARGETS = ['file', 'path', 'con', 'sink', 'dsn', 'filename', 'sinkfile', 'fname', 'output'];

function columnsAsked(call: Call): Access {
  const asked = columnNames(
    argument(call, undefined, 'select', 'col_select', 'columns', 'col.names', 'col_names'),
  );
  return asked ? { columns: asked } : {};
}

const ARCHIVE = /\.(zip|tar|tgz|tar\.gz|7z)$/i;

/** Paths that a shell command names, for `fread(cmd = "zcat trips.csv.gz")`; an archive stands for what is in it. */
function commandPaths(command: Value | undefined): Value | undefined {
  const words = stringsOf(command).flatMap((text) => text.split(/[\s'"|]+/));
  const paths = words.filter((word) => /\.\w+$/.test(word) && !word.startsWith('-'));
  const archives = paths.filter((path) => ARCHIVE.test(path));
  const named = archives.length > 0 ? archives : paths;
  return named.length > 0 ? listOf(named.map((path) => constant(path))) : command;
}

const readRule: Rule = (call, machine) => {
  if (call.named.has('text') && call.args.length === 0)
    return carrying(flowOf(call.named.get('text') ?? NOTHING));
  const command = argument(call, undefined, 'cmd');
  const location = command ? commandPaths(command) : argument(call, 0, ...LOCATIONS);
  const inline = stringsOf(location).some((text) => text.includes('\n'));
  if (inline || location?.texts?.every((text) => text.value === '' || text.value === 'stdin')) return NOTHING;
  return carrying(machine.read(call, location, columnsAsked(call)));
};

/** Lines of a file of the repository that code looks at: a query, a template. */
const readTextRule: Rule = (call, machine) => {
  const location = argument(call, 0, ...LOCATIONS);
  const known = stringsOf(location).flatMap((path) => machine.config(path) ?? []);
  const [text] = known.filter((each) => each.texts);
  return text ?? readRule(call, machine);
};

/** `write.csv(data, file)`: the data first. */
const writeRule: Rule = (call, machine) => {
  const data = argument(call, 0, 'x', 'df', 'object', 'data', 'obj', 'dataset', 'DT', 'wb', 'value');
  const location = argument(call, 1, ...TARGETS, 'dataset_path');
  if (!location) return data ?? NOTHING;
  saveObject(call, machine, data, location);
  return data ?? NOTHING;
};

const saveRule: Rule = (call, machine) => {
  const location = argument(call, undefined, 'file');
  if (!location) return NOTHING;
  const object = call.args.find((each) => modelsOf(each).length > 0) ?? carrying(allData(call.args));
  saveObject(call, machine, object, location);
  return NOTHING;
};

/** Names of the file that a text or a table is printed to. */
const printRule: Rule = (call, machine) => {
  const location = argument(call, undefined, 'file');
  if (location && stringsOf(location).some((text) => text !== ''))
    machine.write(call, location, allData(call.args));
  return NOTHING;
};

const sinkRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'file');
  if (location?.texts?.some((text) => typeof text.value === 'string')) machine.write(call, location, NO_FLOW);
  return NOTHING;
};

const importRule: Rule = (call, machine) =>
  carrying(machine.read(call, argument(call, 0, 'file'), columnsAsked(call)));

const loadRule: Rule = (call, machine) => carrying(machine.read(call, argument(call, 0, 'file')));

/** Data that a package brings: `data(flights, package = "nycflights13")`. */
const sampleRule: Rule = (call, machine) => {
  const owner = stringOf(call.args[1]);
  const access: Access = {
    kind: 'unknown',
    namespace: owner === undefined || owner === '' ? 'datasets' : owner,
  };
  return carrying(machine.read(call, call.args[0], access));
};

/** Files of every format that R packages read and write. */
export const rFiles: Library = {
  name: 'rFiles',
  languages: ['r'],
  functions: {
    ...Object.fromEntries(READERS.map((name) => [name, readRule])),
    ...Object.fromEntries(TEXT_READERS.map((name) => [name, readTextRule])),
    ...Object.fromEntries(WRITERS.map((name) => [name, writeRule])),
    'rio::import': importRule,
    'rio::export': writeRule,
    load: loadRule,
    save: saveRule,
    'save.image': saveRule,
    cat: printRule,
    sink: sinkRule,
    '<sample data>': sampleRule,
  },
  methods: {},
};
