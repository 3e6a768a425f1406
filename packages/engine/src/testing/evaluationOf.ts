import type { DetectInput } from '../detect/findingDetector.js';
import type { EstimateInput } from '../estimate/estimator.js';
import { evaluateWindow } from '../evaluate/evaluateWindow.js';
import type { DueEvaluation, Evaluation } from '../evaluate/evaluation.js';
import { evaluationRequests } from '../evaluate/evaluationRequests.js';
import { rowsLabelled } from '../profile/rowsLabelled.js';
import type { EventRow } from './eventRow.js';
import { MemoryStore } from './memoryStore.js';
import { COLUMNS, type Story } from './story.js';

const DAY = 86_400_000;

/** The live day of that number (0 is the first), as of some hours after its start. */
export function dayOf({ liveStart }: Story, day: number, hours: number): DueEvaluation {
  const start = liveStart + day * DAY;
  const state = hours < 24 ? 'provisional' : hours < 26 ? 'final' : 'revised';
  return { start, end: start + DAY, asOf: start + hours * 3_600_000, state };
}

/** One day of a story evaluated without history. */
export function evaluationOf(
  story: Story,
  due: DueEvaluation,
  history: readonly Evaluation[] = [],
): Evaluation {
  const { store, reference } = story;
  const requests = evaluationRequests(reference, due, COLUMNS);
  return evaluateWindow({
    reference,
    due,
    profile: store.profiles(requests.profile)[0] ?? null,
    outcomes: requests.outcomes ? (store.outcomes(requests.outcomes)[0] ?? null) : null,
    history,
  });
}

/** What estimators see of one day of a story. */
export function estimateInputOf(story: Story, due: DueEvaluation): EstimateInput {
  const { store, reference } = story;
  const { outcomes: request } = evaluationRequests(reference, due, []);
  const [outcomes] = request ? store.outcomes(request) : [];
  const known = outcomes ?? {
    start: due.start,
    end: due.end,
    predictions: [],
    labelled: [],
    regression: null,
  };
  const rows = known.predictions.reduce((sum, cell) => sum + cell.rows, 0);
  const maturity = rows > 0 ? rowsLabelled(known) / rows : 0;
  return { reference, due, outcomes: known, rows, maturity, coverage: reference.coverage, history: [] };
}

/** The story with the features of its live rows changed. */
export function withFeatures(
  story: Story,
  change: (features: EventRow['features']) => EventRow['features'],
): Story {
  const rows = story.rows.map((row) => (row.reference ? row : { ...row, features: change(row.features) }));
  return { ...story, rows, store: new MemoryStore(rows) };
}

/** What detectors see of one day of a story. */
export function detectInputOf(story: Story, due: DueEvaluation): DetectInput {
  const { store, reference } = story;
  const { profile: request } = evaluationRequests(reference, due, COLUMNS);
  const empty = {
    start: due.start,
    end: due.end,
    rows: 0,
    weight: 0,
    versions: {},
    duplicates: 0,
    columns: {},
  };
  return { reference, due, profile: store.profiles(request)[0] ?? empty, history: [] };
}
