import type { ConfusionCounts } from './confusionCounts.js';
import type { ConfusionFormula } from './confusionMetrics.js';

/** Relative step of the central differences: near the cube root of the double's precision. */
const STEP = 1e-5;

/**
 * How fast the metric changes per row in each of the four counts. Taken with one row added to every count
 * (Agresti & Caffo 2000), so that a standard error from few rows, or from a perfect score, is not falsely 0.
 */
export function confusionGradient(formula: ConfusionFormula, counts: ConfusionCounts): ConfusionCounts {
  const smoothed: ConfusionCounts = {
    truePositives: counts.truePositives + 1,
    falsePositives: counts.falsePositives + 1,
    falseNegatives: counts.falseNegatives + 1,
    trueNegatives: counts.trueNegatives + 1,
  };
  const along = (name: keyof ConfusionCounts): number => {
    const step = smoothed[name] * STEP;
    const above = formula({ ...smoothed, [name]: smoothed[name] + step });
    const below = formula({ ...smoothed, [name]: smoothed[name] - step });
    return (above - below) / (2 * step);
  };
  return {
    truePositives: along('truePositives'),
    falsePositives: along('falsePositives'),
    falseNegatives: along('falseNegatives'),
    trueNegatives: along('trueNegatives'),
  };
}
