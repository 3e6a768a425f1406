import type { Artefact } from '../../facts/artefact.js';
import type { ConfigValue } from '../../facts/configValue.js';
import type { JsonLines } from './jsonLines.js';

/** Reads what JSON files of one tool declare. It never throws, and answers nothing for a file of any other tool. */
export interface ArtefactReader {
  readonly name: string;
  /** `path` is relative to the repository, `value` the whole file, `lines` says where its parts stand. */
  readArtefacts(path: string, value: ConfigValue, lines: JsonLines): Artefact[];
}
