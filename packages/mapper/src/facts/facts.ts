import type { ActivityKind } from '@driftline/contracts';
import type { Artefact } from './artefact.js';
import type { ConfigValue } from './configValue.js';
import type { Pipeline } from './pipeline.js';
import type { Program } from './program.js';
import type { SqlScript } from './sqlScript.js';

/**
 * What one file says, without knowledge of any other file. Plain JSON, the same for the same text: it crosses threads and
 * can be cached by the file's Git blob id and the analyzer's name and version.
 */
export interface Facts {
  program?: Program;
  sql?: SqlScript;
  config?: ConfigValue;
  pipelines?: Pipeline[];
  /** Declarations that only a linker of the resolver understands, such as a catalogue's entries. */
  artefacts?: Artefact[];
  /** What the file's own activity is, when it is no script and no query. */
  activity?: ActivityKind;
  /** What kept parts of the file from being read; the rest of the facts still stands. */
  problems?: string[];
}
