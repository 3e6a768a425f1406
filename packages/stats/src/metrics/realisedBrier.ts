import type { Estimate } from './estimate.js';
import { meanLoss } from './meanLoss.js';
import type { ScoredCell } from './scoredCell.js';

/** Brier score of labelled rows: the mean of (score - label)², label 1 or 0. */
export function realisedBrier(cells: readonly ScoredCell[]): Estimate {
  return meanLoss(
    cells.map(({ positive, rows, weight, sumScore, sumSquaredScore }) => ({
      rows,
      weight,
      sumLoss: sumSquaredScore + (positive ? weight - 2 * sumScore : 0),
    })),
  );
}
