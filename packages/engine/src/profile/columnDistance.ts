import { type BinnedDistribution, distances } from '@driftline/stats';
import { columnCounts } from './columnCounts.js';
import type { ColumnProfile } from './columnProfile.js';

/** The distance that columns are compared by, in [0, 1]: the square root of the Jensen-Shannon divergence in bits. */
export const COLUMN_DISTANCE = distances.jensenShannon;

/** Reference and window of one column in the same bins. */
export function columnPair(
  reference: ColumnProfile,
  window: ColumnProfile,
): [BinnedDistribution, BinnedDistribution] {
  const counts = columnCounts(reference);
  const seen = columnCounts(window, reference);
  const length = Math.max(counts.length, seen.length);
  return [{ counts: padded(counts, length) }, { counts: padded(seen, length) }];
}

/** NaN when either side has no values. */
export function columnDistance(reference: ColumnProfile, window: ColumnProfile): number {
  return COLUMN_DISTANCE.effect(...columnPair(reference, window));
}

/** Bins of a type that the reference never had come last only if the layout lacks them; keep the sizes equal. */
function padded(counts: Float64Array, length: number): Float64Array {
  const result = new Float64Array(length);
  result.set(counts);
  return result;
}
