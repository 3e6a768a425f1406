import type { SourceFile } from '../analyzers/analyzer.js';

/** One file for one analyzer. */
export interface AnalysisTask {
  analyzer: string;
  file: SourceFile;
}

/** Facts as JSON text, which crosses threads and rests in memory cheaply; or why there are none. */
export type AnalysisResult = { facts: string } | { error: string };

/** What a thread says once its parsers are loaded: only then does the time of its files begin. */
export const READY = 'ready';
