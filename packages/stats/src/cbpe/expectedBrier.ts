import type { Estimate } from '../metrics/estimate.js';
import type { ExpectedCell } from './expectedCell.js';
import { expectedMeanLoss } from './expectedMeanLoss.js';

/** Brier score of the model's scores to expect before labels arrive. */
export function expectedBrier(cells: readonly ExpectedCell[]): Estimate {
  return expectedMeanLoss(
    cells,
    (score) => (1 - score) ** 2,
    (score) => score ** 2,
  );
}
