import { analyzers } from '../analyzers/analyzers.js';
import type { AnalysisResult, AnalysisTask } from './analysisTask.js';

const prepared = new Map<string, Promise<void>>();

/** Analyses one file in this thread. A parser in WebAssembly that trapped is dead: `trapped` asks for a new thread. */
export async function analyzeFile(task: AnalysisTask): Promise<{ result: AnalysisResult; trapped: boolean }> {
  const analyzer = analyzers.find((each) => each.name === task.analyzer);
  if (!analyzer) return { result: { error: `no analyzer ${task.analyzer}` }, trapped: false };
  try {
    const ready = prepared.get(analyzer.name) ?? analyzer.prepare();
    prepared.set(analyzer.name, ready);
    await ready;
    return { result: { facts: JSON.stringify(analyzer.analyze(task.file)) }, trapped: false };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      result: { error: `the analyzer failed: ${message}` },
      trapped: error instanceof Error && error.name === 'RuntimeError',
    };
  }
}
