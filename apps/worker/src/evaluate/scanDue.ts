import {
  type DueEvaluation,
  evaluationRequests,
  type WindowOutcomes,
  type WindowProfile,
} from '@driftline/engine';
import type { Platform } from '@driftline/platform';
import type { ModelUnderEvaluation } from './modelUnderEvaluation.js';

/** An evaluation to make, with what the event store holds of its window at its asOf; null without rows. */
export interface ScannedWindow {
  due: DueEvaluation;
  profile: WindowProfile | null;
  outcomes: WindowOutcomes | null;
}

type Scanned = Pick<ModelUnderEvaluation, 'model' | 'reference' | 'columns'>;

/**
 * Scans for evaluations of one asOf, ascending by start. Windows that follow each other share a query: most
 * evaluations revise a row of windows at the same time, and a query costs more than what it reads.
 */
export async function scanDue(
  eventStore: Platform['eventStore'],
  under: Scanned,
  due: readonly DueEvaluation[],
): Promise<ScannedWindow[]> {
  const scans = await Promise.all(rowsOf(due).map((row) => scanRow(eventStore, under, row)));
  return scans.flat();
}

/** The windows in rows without a gap. */
function rowsOf(due: readonly DueEvaluation[]): DueEvaluation[][] {
  const rows: DueEvaluation[][] = [];
  for (const each of due) {
    const row = rows.at(-1);
    if (row?.at(-1)?.end === each.start) row.push(each);
    else rows.push([each]);
  }
  return rows;
}

async function scanRow(
  eventStore: Platform['eventStore'],
  { model, reference: { document: reference }, columns }: Scanned,
  row: readonly DueEvaluation[],
): Promise<ScannedWindow[]> {
  const [first, last] = [row[0], row.at(-1)];
  if (!first || !last) return [];
  const requests = evaluationRequests(reference, { ...first, end: last.end }, columns);
  const every = row.length > 1 ? { everySeconds: reference.windowSeconds } : {};
  const [profiles, outcomes] = await Promise.all([
    eventStore.profileWindows(model.id, { ...requests.profile, ...every }),
    requests.outcomes ? eventStore.outcomes(model.id, { ...requests.outcomes, ...every }) : [],
  ]);
  return row.map((due) => ({
    due,
    profile: profiles.find(({ start }) => start === due.start) ?? null,
    outcomes: outcomes.find(({ start }) => start === due.start) ?? null,
  }));
}
