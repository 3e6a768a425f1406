import { analyzers } from '../analyzers/analyzers.js';
import type { AnalysisResult, AnalysisTask } from './analysisTask.js';
import { packFacts } from './packedFacts.js';

/** What became of a file. A parser in WebAssembly that trapped is dead: `trapped` asks for a new thread. */
export interface Analysed {
  result: AnalysisResult;
  trapped: boolean;
}

const prepared = new Map<string, Promise<void>>();

function failed(error: unknown): Analysed {
  const message = error instanceof Error ? error.message : String(error);
  return {
    result: { error: `the analyzer failed: ${message}` },
    trapped: error instanceof Error && error.name === 'RuntimeError',
  };
}

/** Loads the parsers of an analyzer, once in each thread. */
export function prepareAnalyzer(name: string): Promise<void> {
  const ready =
    prepared.get(name) ?? analyzers.find((each) => each.name === name)?.prepare() ?? Promise.resolve();
  prepared.set(name, ready);
  return ready;
}

/** Analyses one file in this thread, whose analyzer is prepared. */
export function analyzeNow(task: AnalysisTask): Analysed {
  const analyzer = analyzers.find((each) => each.name === task.analyzer);
  if (!analyzer) return { result: { error: `no analyzer ${task.analyzer}` }, trapped: false };
  try {
    return { result: packFacts(analyzer.analyze(task.file)), trapped: false };
  } catch (error) {
    return failed(error);
  }
}

/** Analyses one file in this thread. */
export async function analyzeFile(task: AnalysisTask): Promise<Analysed> {
  try {
    await prepareAnalyzer(task.analyzer);
  } catch (error) {
    return failed(error);
  }
  return analyzeNow(task);
}
