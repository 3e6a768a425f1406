import type { ConfusionCounts } from '../metrics/confusionCounts.js';
import type { ExpectedCell } from './expectedCell.js';

/** Confusion counts to expect before labels arrive, if the calibrated probabilities hold (CBPE). */
export function expectedConfusion(cells: readonly ExpectedCell[]): ConfusionCounts {
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const { predictedPositive, rows, probability } of cells) {
    counts[predictedPositive ? 'truePositives' : 'falseNegatives'] += rows * probability;
    counts[predictedPositive ? 'falsePositives' : 'trueNegatives'] += rows * (1 - probability);
  }
  return counts;
}
