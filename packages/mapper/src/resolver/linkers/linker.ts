import type { ConfigValue } from '../../facts/configValue.js';
import type { Facts } from '../../facts/facts.js';
import type { Pipeline } from '../../facts/pipeline.js';
import type { Activities } from '../activities.js';
import type { Recorder } from '../recorder.js';
import type { RepositoryPaths } from '../repositoryPaths.js';

/** What a linker sees of the repository, and where it puts what it finds. */
export interface LinkContext {
  readonly facts: ReadonlyMap<string, Facts>;
  readonly paths: RepositoryPaths;
  /** Contents of configuration files by path; a linker may add some before interpretation. */
  readonly configs: Map<string, ConfigValue>;
  readonly activities: Activities;
  readonly recorder: Recorder;
  /** Puts these in the place of a file's pipelines, before they run: templates filled with values of other files. */
  setPipelines(path: string, pipelines: Pipeline[]): void;
}

/**
 * Joins what files of one tool declare about each other: a data factory's pipelines with its datasets, a dbt model with its
 * sources, a node with its catalogue. It keeps no state: resolution runs in rounds, and every round starts anew.
 */
export interface Linker {
  readonly name: string;
  /** Files that this linker reads instead of the usual way, as a template whose text alone is no query. */
  claims?(context: LinkContext): ReadonlySet<string>;
  /** Before programs are interpreted: fills catalogues and configuration, starts scripts, declares activities. */
  prepare?(context: LinkContext): void;
  /** After programs are interpreted: records accesses, runs and graphs that need to know them. */
  finish?(context: LinkContext): void;
}
