import type { Estimate } from '../metrics/estimate.js';
import { unknownEstimate } from '../metrics/unknownEstimate.js';
import type { ExpectedCell } from './expectedCell.js';

/**
 * Mean loss to expect before labels arrive, given the loss of a score under a positive and a negative label. The
 * standard error is the scatter of the realised mean when labels fall as Bernoulli(probability); exact.
 */
export function expectedMeanLoss(
  cells: readonly ExpectedCell[],
  lossIfPositive: (score: number) => number,
  lossIfNegative: (score: number) => number,
): Estimate {
  let [total, sum, variance] = [0, 0, 0];
  for (const { rows, probability, score } of cells) {
    const positive = lossIfPositive(score);
    const negative = lossIfNegative(score);
    total += rows;
    sum += rows * (probability * positive + (1 - probability) * negative);
    variance += rows * probability * (1 - probability) * (positive - negative) ** 2;
  }
  return total > 0 ? { value: sum / total, standardError: Math.sqrt(variance) / total } : unknownEstimate;
}
