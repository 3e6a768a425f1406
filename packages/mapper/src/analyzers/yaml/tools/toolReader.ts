import type { Artefact } from '../../../facts/artefact.js';
import type { Pipeline } from '../../../facts/pipeline.js';
import type { Statement } from '../../../facts/program.js';
import type { CiDocument } from '../ci/ciReader.js';

/** What one document of a tool says. */
export interface ToolFacts {
  pipelines?: Pipeline[];
  artefacts?: Artefact[];
  /** Calls that the document stands for, as the tool makes them: a graph whose tasks are operators of Airflow. */
  statements?: Statement[];
}

/** Reads the files of one tool that runs pipelines. */
export interface ToolReader {
  readonly name: string;
  /** Whether the file is one of this tool's, by its path and the words in it. */
  matches(path: string, text: string): boolean;
  /** Undefined when the document is none of the tool's after all. */
  read(document: CiDocument): ToolFacts | undefined;
}
