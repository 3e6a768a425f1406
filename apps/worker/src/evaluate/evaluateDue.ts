import {
  type DueEvaluation,
  dueEvaluations,
  expectedCoverage,
  settleDays,
  windowOf,
} from '@driftline/engine';
import type { Coverage, Platform, StoredModel } from '@driftline/platform';
import { evaluateScanned } from './evaluateScanned.js';
import { IncidentBook } from './incidentBook.js';
import { loadEvaluations, loadedWindows } from './loadEvaluations.js';
import type { ModelUnderEvaluation } from './modelUnderEvaluation.js';
import type { CurrentReference } from './refreshReference.js';
import { scanDue } from './scanDue.js';

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
  const { windowSeconds } = reference.document;
  const evaluations = await loadEvaluations(platform.database, model.id, watermark, windowSeconds);
  const book = await IncidentBook.open(platform, model, reference);
  const columns = Object.keys(await platform.eventStore.features(model.id));
  const under = { model, reference, columns, evaluations, book, signal };
  const firstEvent = firstUnsettled(evaluations, coverage, windowSeconds);
  const starts = input.touched.map((hour) => windowOf(hour, windowSeconds).start);
  const touched = new Set(starts.filter((start) => start >= firstEvent));
  let count = 0;
  for (;;) {
    const due = nextDue(platform, under, { firstEvent, completeUntil: watermark, touched });
    if (due.length === 0) return { count, touched: [...touched] };
    // What a scan finds depends on its asOf alone, so they run side by side.
    const scanning = byAsOf(due).map((together) => scanDue(platform.eventStore, under, together));
    for (const scan of await Promise.all(scanning)) {
      await evaluateScanned(platform, under, scan);
      for (const { due: done } of scan) touched.delete(done.start);
      count += scan.length;
    }
  }
}

interface Progress {
  firstEvent: number;
  completeUntil: number;
  touched: ReadonlySet<number>;
}

function nextDue(
  { config, lastEvent = Infinity }: Platform,
  { reference: { document: reference }, evaluations }: ModelUnderEvaluation,
  { firstEvent, completeUntil, touched }: Progress,
): DueEvaluation[] {
  const known = [...evaluations.values()];
  return dueEvaluations({
    windowSeconds: reference.windowSeconds,
    firstEvent,
    completeUntil,
    latenessSeconds: config.latenessSeconds,
    evaluated: known.map((done) => ({ ...done, touched: touched.has(done.start) })),
    coverage: expectedCoverage(reference, known),
    settleDays: settleDays(reference),
  }).filter(({ start }) => start <= lastEvent);
}

/** In their order, evaluations of one asOf together. */
function byAsOf(due: readonly DueEvaluation[]): DueEvaluation[][] {
  const groups = new Map<number, DueEvaluation[]>();
  for (const each of due) groups.set(each.asOf, [...(groups.get(each.asOf) ?? []), each]);
  return [...groups.values()];
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
