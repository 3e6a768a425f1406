import { confusionGradient } from '../metrics/confusionGradient.js';
import { type ConfusionMetric, confusionMetrics } from '../metrics/confusionMetrics.js';
import type { Estimate } from '../metrics/estimate.js';
import type { ExpectedCell } from './expectedCell.js';
import { expectedConfusion } from './expectedConfusion.js';

/**
 * A binary metric to expect before labels arrive: the metric of the expected confusion counts (confidence-based
 * performance estimation). The standard error is how far the realised metric of these very rows scatters around
 * it when labels fall as Bernoulli(probability): Σ rows · p(1 - p) · (change of the metric per flipped label)².
 */
export function expectedConfusionMetric(metric: ConfusionMetric, cells: readonly ExpectedCell[]): Estimate {
  const formula = confusionMetrics[metric];
  const counts = expectedConfusion(cells);
  const value = formula(counts);
  const gradient = confusionGradient(formula, counts);
  const flipPositive = gradient.truePositives - gradient.falsePositives;
  const flipNegative = gradient.falseNegatives - gradient.trueNegatives;
  let variance = 0;
  for (const { predictedPositive, rows, probability } of cells) {
    const flip = predictedPositive ? flipPositive : flipNegative;
    variance += rows * probability * (1 - probability) * flip ** 2;
  }
  return { value, standardError: Number.isNaN(value) ? Number.NaN : Math.sqrt(variance) };
}
