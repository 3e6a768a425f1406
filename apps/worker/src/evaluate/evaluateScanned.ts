import { evaluateWindow, stepIncidents } from '@driftline/engine';
import type { Platform } from '@driftline/platform';
import type { ModelUnderEvaluation } from './modelUnderEvaluation.js';
import { remember } from './rememberedEvaluation.js';
import type { ScannedWindow } from './scanDue.js';

/**
 * Makes and records evaluations of one asOf, in order of start. Each is a function of (model, window, asOf): doing it
 * again replaces it by the same.
 */
export async function evaluateScanned(
  { metrics }: Platform,
  { model, reference: { document: reference }, evaluations, book, signal }: ModelUnderEvaluation,
  windows: readonly ScannedWindow[],
): Promise<void> {
  for (const { due, profile, outcomes } of windows) {
    signal.throwIfAborted();
    const others = [...evaluations.values()].filter(({ start }) => start !== due.start);
    const history = others.toSorted((a, b) => a.start - b.start);
    const earlier = history.filter(({ start }) => start < due.start);
    const made = evaluateWindow({ reference, due, profile, outcomes, history: earlier });
    const evaluation = remember(made, evaluations.get(due.start));
    evaluations.set(due.start, evaluation);
    const incidents = book.incidents();
    const changes = stepIncidents({ model: model.name, reference, incidents, evaluation, history });
    await book.record(evaluation, changes, [...history, evaluation]);
    metrics.evaluations.inc({ state: due.state });
  }
}
