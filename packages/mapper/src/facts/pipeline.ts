import type { DatasetKind } from '@driftline/contracts';

/** A command with its arguments as words; quotes are gone, variables stay as written. */
export type Command = string[];

/** Data that a declaration names. */
export interface DeclaredData {
  /** A path or URI; the name of a table or topic when `namespace` is given. */
  path: string;
  line: number;
  namespace?: string;
  kind?: DatasetKind;
}

/** Commands that stand in the file as they are, from `line` on: evidence names their own lines. */
export interface ShellText {
  text: string;
  line: number;
  /** The analyzer of its language; shell when none is named. */
  language?: string;
}

export interface PipelineStep {
  name: string;
  line: number;
  endLine: number;
  commands: Command[];
  /** Commands as they stand in the file: what they download, copy and query counts as the step's. */
  shell?: (string | ShellText)[];
  environment: Record<string, string>;
  /** Data that the step declares to read and to write. */
  inputs: DeclaredData[];
  outputs: DeclaredData[];
}

/** An activity graph that a file declares. */
export interface Pipeline {
  name: string;
  kind: string;
  line: number;
  steps: PipelineStep[];
}
