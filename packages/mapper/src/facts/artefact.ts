import type { ConfigValue } from './configValue.js';

/** Something that a file declares under a name: an entry of a catalogue, a dataset of a data factory, a cloud resource. */
export interface Artefact {
  /** Says which linker reads it and what `body` holds, as `adf-dataset` or `kedro-catalogue-entry`. */
  type: string;
  name: string;
  line: number;
  endLine: number;
  body: ConfigValue;
}
