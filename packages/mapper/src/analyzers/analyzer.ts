import type { Facts } from '../facts/facts.js';

/** One file of a repository. `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  path: string;
  text: string;
}

/**
 * Reads one language or artefact. An analyzer keeps no state between files, opens no file, runs nothing, and never throws
 * on bad input: what it cannot read becomes a problem in the facts. It may assume that `prepare` was awaited once in
 * its thread. A new version makes cached facts of the old one invalid.
 */
export interface Analyzer {
  readonly name: string;
  readonly version: number;
  /** Larger files are skipped and counted. */
  readonly maximumBytes: number;
  /** The language that statistics and activities name for a file that `matches`. */
  languageOf(path: string): string;
  matches(path: string): boolean;
  prepare(): Promise<void>;
  analyze(file: SourceFile): Facts;
}
