import type { Library, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { joinPaths, stringOf } from '../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../values/value.js';
import { copies, each, under } from './accessRules.js';
import { argument, cellsOf, dataOf, storedField } from './arguments.js';

/** An archive: read to be unpacked, or written to be filled. Bytes in memory keep their data. */
const openRule: Rule = (call, machine) => {
  const location = argument(call, 0, 'file', 'name');
  const inMemory = argument(call, undefined, 'fileobj') ?? (location?.texts ? undefined : location);
  const fills = /^[wax]/.test(stringOf(argument(call, 1, 'mode')) ?? 'r');
  const known = inMemory && dataOf(inMemory) !== NO_FLOW ? dataOf(inMemory) : undefined;
  const data = fills ? NO_FLOW : (known ?? machine.read(call, location ?? inMemory));
  const { cell, value } = machine.instance(call, 'archive.File', data);
  if (location?.texts) cell.fields.set('location', location);
  if (fills) machine.write(call, location ?? inMemory, NO_FLOW);
  return value;
};

const extractAllRule: Rule = (call, machine) => {
  const target = argument(call, 0, 'path') ?? constant('.');
  machine.write(call, target, dataOf(call.receiver));
  return { ...target, flow: dataOf(call.receiver) };
};

const extractRule: Rule = (call, machine) => {
  const member = argument(call, 0, 'member');
  const folder = argument(call, 1, 'path');
  const target = member?.texts ? joinPaths([...(folder ? [folder] : []), member]) : folder;
  if (target) machine.write(call, target, dataOf(call.receiver));
  return { ...target, flow: dataOf(call.receiver) };
};

/** A member of an archive is read through it: its data is the archive's. */
const memberRule: Rule = (call, machine) =>
  machine.instance(call, 'archive.Member', dataOf(call.receiver)).value;

const addRule: Rule = (call, machine) => {
  const location = storedField(call.receiver, 'location');
  const [given] = call.args;
  if (location && given?.texts) machine.write(call, location, machine.read(call, given));
  return NOTHING;
};

const namesRule: Rule = (call) => carrying(dataOf(call.receiver));

/** `shutil.make_archive(base, format, folder)`. */
const makeArchiveRule: Rule = (call, machine) => {
  const folder = argument(call, 2, 'root_dir', 'base_dir');
  const target = archiveName(argument(call, 0, 'base_name'), stringOf(argument(call, 1, 'format')));
  machine.write(call, target, folder ? machine.read(call, folder) : NO_FLOW);
  return target ?? NOTHING;
};

function archiveName(base: Value | undefined, format: string | undefined): Value | undefined {
  const name = stringOf(base);
  if (name === undefined || format === undefined) return base;
  const extension = format.endsWith('tar') && format !== 'tar' ? `tar.${format.slice(0, 2)}` : format;
  return constant(`${name}.${extension}`);
}

const moveRule: Rule = (call, machine) => {
  const [target] = call.args;
  if (!call.receiver?.texts || !target?.texts) return target ?? NOTHING;
  machine.write(call, target, machine.read(call, call.receiver));
  return target;
};

const closeRule: Rule = (call) => (cellsOf(call.receiver).length > 0 ? (call.receiver ?? NOTHING) : NOTHING);
const COPIES = [
  'shutil.copy',
  'shutil.copy2',
  'shutil.copyfile',
  'shutil.copytree',
  'shutil.move',
  'os.rename',
  'os.replace',
];

/** Copies, moves and archives: what they make holds the data of what they were made of. */
export const archives: Library = {
  name: 'archives',
  functions: {
    ...each(
      [
        'zipfile.ZipFile',
        'tarfile.open',
        'tarfile.TarFile',
        'tarfile.TarFile.open',
        'py7zr.SevenZipFile',
        'rarfile.RarFile',
      ],
      openRule,
    ),
    ...each(COPIES, copies([0, 'src'], [1, 'dst'])),
    'shutil.unpack_archive': copies([0, 'filename'], [1, 'extract_dir']),
    'shutil.make_archive': makeArchiveRule,
    'shutil.copyfileobj': (call, machine) => {
      const target = storedField(argument(call, 1, 'fdst'), 'location');
      if (target) machine.write(call, target, dataOf(argument(call, 0, 'fsrc')));
      return NOTHING;
    },
    'patoolib.extract_archive': copies([0, 'archive'], [1, 'outdir']),
  },
  methods: {
    ...under(['archive.File'], {
      extractall: extractAllRule,
      extract: extractRule,
      extractfile: memberRule,
      open: memberRule,
      read: namesRule,
      namelist: namesRule,
      infolist: namesRule,
      getnames: namesRule,
      getmembers: namesRule,
      write: addRule,
      add: addRule,
      close: closeRule,
    }),
    'text.rename': moveRule,
  },
};
