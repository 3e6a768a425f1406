import type { Estimate } from '../metrics/estimate.js';
import { unknownEstimate } from '../metrics/unknownEstimate.js';

/** Unlabelled rows whose predicted class holds with about the same calibrated probability. */
export interface ConfidenceCell {
  rows: number;
  /** Calibrated probability that the predicted class is the label. */
  probability: number;
}

/** Accuracy of a multiclass model to expect before labels arrive, with the exact scatter of Bernoulli labels. */
export function expectedMulticlassAccuracy(cells: readonly ConfidenceCell[]): Estimate {
  let [total, right, variance] = [0, 0, 0];
  for (const { rows, probability } of cells) {
    total += rows;
    right += rows * probability;
    variance += rows * probability * (1 - probability);
  }
  return total > 0 ? { value: right / total, standardError: Math.sqrt(variance) / total } : unknownEstimate;
}
