import { historySeconds } from '@driftline/engine';
import type { Database } from '@driftline/platform';
import { fromStoredEvaluation, type RememberedEvaluation } from './rememberedEvaluation.js';

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
  return new Map(stored.map((window) => [Date.parse(window.start), fromStoredEvaluation(window)]));
}
