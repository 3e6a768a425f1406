/** A command with its arguments as words; quotes are gone, variables stay as written. */
export type Command = string[];

export interface PipelineStep {
  name: string;
  line: number;
  endLine: number;
  commands: Command[];
  environment: Record<string, string>;
  /** Paths that the step declares to read and to write. */
  inputs: { path: string; line: number }[];
  outputs: { path: string; line: number }[];
}

/** An activity graph that a file declares. */
export interface Pipeline {
  name: string;
  kind: string;
  line: number;
  steps: PipelineStep[];
}
