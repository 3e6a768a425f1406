import { dueEvaluations, expectedCoverage, settleDays, stepIncidents, windowOf } from '@driftline/engine';
import type { Coverage, Platform, StoredModel } from '@driftline/platform';
import { evaluateOne } from './evaluateOne.js';
import { IncidentBook } from './incidentBook.js';
import { loadEvaluations, loadedWindows } from './loadEvaluations.js';
import type { CurrentReference } from './refreshReference.js';

export interface EvaluateDueInput {
  model: StoredModel;
  reference: CurrentReference;
  coverage: Coverage;
  /** Epoch milliseconds up to which events are complete. */
  watermark: number;
  /** Hours of event time (epoch milliseconds) for which predictions arrived since the model was last up to date. */
  touched: readonly number[];
  /** Aborts when the model's lock was lost. */
  signal: AbortSignal;
}

export interface EvaluatedDue {
  /** Evaluations made. */
  count: number;
  /** Starts of windows that were touched and whose time for a revision has not come. */
  touched: number[];
}

/** Makes every evaluation that is due, in order of asOf. */
export async function evaluateDue(platform: Platform, input: EvaluateDueInput): Promise<EvaluatedDue> {
  const { model, reference, coverage, watermark, signal } = input;
  const { database, eventStore, config, lastEvent = Infinity } = platform;
  const { windowSeconds } = reference.document;
  const evaluations = await loadEvaluations(database, model.id, watermark, windowSeconds);
  const book = await IncidentBook.open(platform, model, reference.document);
  const columns = Object.keys(await eventStore.features(model.id));
  const settled = firstUnsettled(evaluations, coverage, windowSeconds);
  const starts = input.touched.map((hour) => windowOf(hour, windowSeconds).start);
  const touched = new Set(starts.filter((start) => start >= settled));
  let count = 0;
  for (;;) {
    const known = [...evaluations.values()];
    const due = dueEvaluations({
      windowSeconds,
      firstEvent: settled,
      completeUntil: watermark,
      latenessSeconds: config.latenessSeconds,
      evaluated: known.map((done) => ({ ...done, touched: touched.has(done.start) })),
      coverage: expectedCoverage(reference.document, known),
      settleDays: settleDays(reference.document),
    }).filter(({ start }) => start <= lastEvent);
    if (due.length === 0) return { count, touched: [...touched] };
    for (const each of due) {
      signal.throwIfAborted();
      const others = [...evaluations.values()].filter(({ start }) => start !== each.start);
      const history = others.toSorted((a, b) => a.start - b.start);
      const before = evaluations.get(each.start);
      const evaluation = await evaluateOne(platform, {
        modelId: model.id,
        reference,
        due: each,
        columns,
        history: history.filter(({ start }) => start < each.start),
        before,
      });
      evaluations.set(each.start, evaluation);
      touched.delete(each.start);
      const incidents = book.incidents();
      const step = { model: model.name, reference: reference.document, incidents, evaluation, history };
      await book.apply(stepIncidents(step), [...evaluations.values()]);
      count += 1;
    }
  }
}

/** Start of the first window that may still be due: windows older than what is loaded were evaluated and are settled. */
function firstUnsettled(
  evaluations: ReadonlyMap<number, unknown>,
  coverage: Coverage,
  windowSeconds: number,
): number {
  const first = coverage.live?.first ?? Infinity;
  const loaded =
    evaluations.size < loadedWindows(windowSeconds) ? -Infinity : Math.min(...evaluations.keys());
  return Math.max(first, loaded);
}
