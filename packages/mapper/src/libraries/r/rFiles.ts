import type { Access, Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../values/flow.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, type Value } from '../../values/value.js';
import { argument, columnNames } from '../arguments.js';
import { modelsOf, saveObject } from '../trainedModels.js';
import { allData } from './rVectors.js';

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

const copyRule: Rule = (call, machine) => {
  machine.write(
    call,
    argument(call, 1, 'to', 'new_path'),
    machine.read(call, argument(call, 0, 'from', 'path')),
  );
  return NOTHING;
};

/** An archive is opened in place: its files are its data. */
const unzipRule: Rule = (call, machine) => {
  const [archive, folder] = [
    argument(call, 0, 'zipfile', 'tarfile', 'archive'),
    argument(call, undefined, 'exdir', 'dir'),
  ];
  const data = machine.read(call, archive);
  const files = argument(call, 1, 'files');
  if (folder && stringOf(folder) !== undefined) machine.write(call, folder, data);
  return files ?? folder ?? carrying(data);
};

/** A file within an archive is the archive's data. */
const insideRule: Rule = (call) => argument(call, 0, 'description', 'filename') ?? NOTHING;

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

const workbookRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'r.Workbook', NO_FLOW);
  cell.fields.set('data', carrying(NO_FLOW));
  return value;
};

/** `writeData(workbook, sheet, data)`: written when the workbook is saved. */
const fillWorkbookRule: Rule = (call: Call, machine: Machine) => {
  const [workbook] = call.args;
  for (const reference of workbook?.references ?? []) {
    if (reference.kind !== 'instance') continue;
    const known = reference.cell.fields.get('data')?.flow ?? NO_FLOW;
    reference.cell.fields.set('data', carrying(joinFlows(known, flowOf(argument(call, 2, 'x') ?? NOTHING))));
  }
  return workbook ?? workbookRule(call, machine);
};

const saveWorkbookRule: Rule = (call, machine) => {
  const [workbook] = call.args;
  const held = (workbook?.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? (each.cell.fields.get('data') ?? []) : [],
  );
  machine.write(call, argument(call, 1, 'file'), allData(held));
  return NOTHING;
};

const READERS = [
  ...[
    'read.csv',
    'read.csv2',
    'read.table',
    'read.delim',
    'read.delim2',
    'read.fwf',
    'scan',
    'readRDS',
    'read_rds',
  ],
  ...[
    'read_csv',
    'read_csv2',
    'read_tsv',
    'read_delim',
    'read_table',
    'read_fwf',
    'read_csv_chunked',
    'fread',
    'vroom',
  ],
  ...[
    'read_excel',
    'read_xlsx',
    'read_xls',
    'read.xlsx',
    'read.xlsx2',
    'loadWorkbook',
    'read_dta',
    'read_sav',
    'read_sas',
  ],
  ...[
    'read_xpt',
    'read_spss',
    'read_stata',
    'read.dta',
    'read.spss',
    'read.xport',
    'read.ssd',
    'read_parquet',
    'read_feather',
  ],
  ...[
    'open_dataset',
    'open_csv_dataset',
    'read_csv_arrow',
    'read_json_arrow',
    'read_ipc_file',
    'read.fst',
    'read_fst',
    'fst',
  ],
  ...[
    'qread',
    'qs_read',
    'st_read',
    'read_sf',
    'rast',
    'vect',
    'raster',
    'stack',
    'brick',
    'readOGR',
    'readGDAL',
    'stars::read_stars',
  ],
  ...[
    'read_stars',
    'nc_open',
    'read_xml',
    'read_html',
    'xmlParse',
    'stream_in',
    'read.arff',
    'read.dbf',
    'import_list',
    'read_lines_raw',
  ],
  ...[
    'read_csv_duckdb',
    'readMat',
    'h5read',
    'read_ods',
    'readr::read_file_raw',
    'read.transactions',
    'readJPEG',
    'readPNG',
  ],
];
const TEXT_READERS = [
  'readLines',
  'read_lines',
  'read_file',
  'readr::read_file',
  'readtext',
  'readChar',
  'read_sql',
  'readBin',
];
const WRITERS = [
  ...[
    'write.csv',
    'write.csv2',
    'write.table',
    'saveRDS',
    'write_rds',
    'write_csv',
    'write_csv2',
    'write_tsv',
    'write_delim',
  ],
  ...[
    'write_excel_csv',
    'fwrite',
    'write_parquet',
    'write_feather',
    'write_dataset',
    'write_csv_arrow',
    'write_ipc_file',
    'write_xlsx',
  ],
  ...[
    'write.xlsx',
    'write_dta',
    'write_sav',
    'write_sas',
    'write_xpt',
    'write.dta',
    'write.fst',
    'write_fst',
    'qsave',
    'qs_save',
  ],
  ...[
    'vroom_write',
    'st_write',
    'write_sf',
    'writeOGR',
    'writeRaster',
    'writeVector',
    'write_json',
    'stream_out',
    'writeLines',
  ],
  ...[
    'write_lines',
    'write_file',
    'dput',
    'write_yaml',
    'yaml::write_yaml',
    'write.arff',
    'write_xml',
    'write_stars',
    'saveHDF5',
  ],
];

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
    'file.copy': copyRule,
    'file.rename': copyRule,
    'fs::file_copy': copyRule,
    unzip: unzipRule,
    untar: unzipRule,
    gunzip: unzipRule,
    archive_extract: unzipRule,
    unz: insideRule,
    createWorkbook: workbookRule,
    writeData: fillWorkbookRule,
    writeDataTable: fillWorkbookRule,
    saveWorkbook: saveWorkbookRule,
    '<sample data>': sampleRule,
  },
  methods: {},
};
