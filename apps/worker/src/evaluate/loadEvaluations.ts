import { type Evaluation, historySeconds } from '@driftline/engine';
import type { Database, WindowEvaluation } from '@driftline/platform';

/** What an evaluation leaves for later ones besides what the API shows. */
export interface EvaluationMemory {
  measures: Record<string, number>;
  /** asOf at which the window's maturity last grew, epoch milliseconds. */
  grewAt: number;
}

/** An evaluation with its memory. */
export type RememberedEvaluation = Evaluation & EvaluationMemory;

/** How many windows are loaded at most: what history reaches, and some that may still be revised. */
export function loadedWindows(windowSeconds: number): number {
  return Math.ceil(historySeconds(windowSeconds) / windowSeconds) + 8;
}

/** Newest evaluation of every window that history reaches, by start, ascending. */
export async function loadEvaluations(
  database: Pick<Database, 'windows'>,
  modelId: string,
  before: number,
  windowSeconds: number,
): Promise<Map<number, RememberedEvaluation>> {
  const stored = await database.windows.history(modelId, before + 1, loadedWindows(windowSeconds));
  return new Map(stored.map((window) => [Date.parse(window.start), toEvaluation(window)]));
}

function toEvaluation(window: WindowEvaluation): RememberedEvaluation {
  const { profile, referenceVersion: _, ...rest } = window;
  return {
    ...rest,
    ...(profile as EvaluationMemory),
    start: Date.parse(window.start),
    end: Date.parse(window.end),
    asOf: Date.parse(window.asOf),
  };
}
