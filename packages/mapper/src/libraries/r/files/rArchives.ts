import type { Library, Rule } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, NOTHING } from '../../../values/value.js';
import { argument } from '../../arguments.js';

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

/** Files in archives, and copies of files. */
export const rArchives: Library = {
  name: 'rArchives',
  languages: ['r'],
  functions: {
    'file.copy': copyRule,
    'file.rename': copyRule,
    'fs::file_copy': copyRule,
    unzip: unzipRule,
    untar: unzipRule,
    gunzip: unzipRule,
    archive_extract: unzipRule,
    unz: insideRule,
  },
  methods: {},
};
