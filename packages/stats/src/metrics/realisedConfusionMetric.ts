import type { ConfusionCounts } from './confusionCounts.js';
import { confusionGradient } from './confusionGradient.js';
import { type ConfusionMetric, confusionMetrics } from './confusionMetrics.js';
import type { Estimate } from './estimate.js';

const CELLS = ['truePositives', 'falsePositives', 'falseNegatives', 'trueNegatives'] as const;

/**
 * A binary metric on labelled rows. Its standard error is that of multinomial counts by the delta method: for a
 * metric that does not change with scale, Σ count · (∂metric/∂count)².
 */
export function realisedConfusionMetric(metric: ConfusionMetric, counts: ConfusionCounts): Estimate {
  const formula = confusionMetrics[metric];
  const value = formula(counts);
  const gradient = confusionGradient(formula, counts);
  const variance = CELLS.reduce((sum, cell) => sum + (counts[cell] + 1) * gradient[cell] ** 2, 0);
  return { value, standardError: Number.isNaN(value) ? Number.NaN : Math.sqrt(variance) };
}
