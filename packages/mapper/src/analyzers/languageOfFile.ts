import { analyzers } from './analyzers.js';

/** The language that statistics and activities name for a file; undefined for one that no analyzer reads. */
export function languageOfFile(path: string): string | undefined {
  return analyzers.find((each) => each.matches(path))?.languageOf(path);
}
