import type { Document, Node } from 'yaml';
import type { Pipeline } from '../../../facts/pipeline.js';
import type { Lines } from '../yamlTree.js';

/** One document of a file that tells a service which commands to run. */
export interface CiDocument {
  readonly path: string;
  readonly lines: Lines;
  readonly root: Node;
  readonly document: Document.Parsed;
}

/** Reads the files of one service of continuous integration, or of one tool that starts containers. */
export interface CiReader {
  readonly kind: string;
  /** Whether the file is one of this service's, by its path and the words in it. */
  matches(path: string, text: string): boolean;
  readPipelines(document: CiDocument): Pipeline[];
}
