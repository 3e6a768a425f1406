import type { SourceFile } from '../analyzers/analyzer.js';
import type { PackedFacts } from './packedFacts.js';

/** One file for one analyzer. */
export interface AnalysisTask {
  analyzer: string;
  file: SourceFile;
}

/** Facts of a file, or why there are none. */
export type AnalysisResult = PackedFacts | { error: string };

/** What a thread says once its parsers are loaded: only then does the time of its files begin. */
export const READY = 'ready';
