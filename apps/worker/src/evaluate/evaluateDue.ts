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
  /** From joinArrivals. */
  touched: readonly number[];
  /** Aborts when the model's lock was lost. */
  signal: AbortSignal;
}

/** Makes every evaluation that is due, in order of asOf; returns how many it made. */
export async function evaluateDue(platform: Platform, input: EvaluateDueInput): Promise<number> {
  const { model, reference, coverage, watermark, signal } = input;
  const { windowSeconds } = reference.document;
  const evaluations = await loadEvaluations(platform.database, model.id, watermark, windowSeconds);
  const book = await IncidentBook.open(platform, model, reference);
  const columns = Object.keys(await platform.eventStore.features(model.id));
  const firstEvent = firstUnsettled(evaluations, coverage, windowSeconds);
  const starts = input.touched.map((hour) => windowOf(hour, windowSeconds).start);
  const touched = new Set(starts.filter((start) => start >= firstEvent));
  const under = { model, reference, columns, evaluations, touched, book, signal };
  let made = 0;
  for (;;) {
    const due = nextDue(platform, under, { firstEvent, completeUntil: watermark });
    if (due.length === 0) return made;
    // What a scan finds depends on its asOf alone, so they run side by side.
    const scanning = byAsOf(due).map((together) => scanDue(platform.eventStore, under, together));
    for (const scanned of await Promise.all(scanning)) {
      await evaluateScanned(under, scanned);
      made += scanned.length;
    }
  }
}

interface Progress {
  firstEvent: number;
  completeUntil: number;
}

function nextDue(
  { config, lastEvent = Infinity }: Platform,
  { reference: { document: reference }, evaluations, touched }: ModelUnderEvaluation,
  { firstEvent, completeUntil }: Progress,
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
