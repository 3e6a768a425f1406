import { evaluateWindow, stepIncidents } from '@driftline/engine';
import type { ModelUnderEvaluation } from './modelUnderEvaluation.js';
import { remember } from './rememberedEvaluation.js';
import type { ScannedWindow } from './scanDue.js';
import { keepTouchedHours } from './touchedHours.js';

/**
 * Makes the evaluations of one asOf, in order of start, and commits them at once: which of them are due depends on
 * what is known before the first, so a crash must not keep a part of them.
 */
export async function evaluateScanned(
  under: ModelUnderEvaluation,
  windows: readonly ScannedWindow[],
): Promise<void> {
  const { model, evaluations, touched, book, signal } = under;
  const reference = under.reference.document;
  const touchedBefore = touched.size;
  for (const { due, profile, outcomes } of windows) {
    signal.throwIfAborted();
    const others = [...evaluations.values()].filter(({ start }) => start !== due.start);
    const history = others.toSorted((a, b) => a.start - b.start);
    const earlier = history.filter(({ start }) => start < due.start);
    const made = evaluateWindow({ reference, due, profile, outcomes, history: earlier });
    const evaluation = remember(made, evaluations.get(due.start));
    evaluations.set(due.start, evaluation);
    touched.delete(due.start);
    const incidents = book.incidents();
    const changes = stepIncidents({ model: model.name, reference, incidents, evaluation, history });
    await book.note(evaluation, changes, [...history, evaluation]);
  }
  await book.commit(async (facts) => {
    if (touched.size < touchedBefore) await keepTouchedHours(facts, model.id, [...touched]);
  });
}
