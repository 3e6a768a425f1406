import type { StreamRow } from '@driftline/testkit';
import type { EventRow } from './eventRow.js';

/** Rows of a test stream as the store in memory keeps them. */
export function eventRowsOf(rows: readonly StreamRow[]): EventRow[] {
  return rows.map(({ prediction, label }) => ({
    timestamp: Date.parse(prediction.timestamp),
    features: prediction.features ?? {},
    prediction: prediction.prediction,
    score: prediction.score,
    label: label === null ? null : String(label.label),
    labelTime: label === null ? 0 : Date.parse(label.timestamp),
    reference: prediction.reference ?? false,
  }));
}
