import type { Estimate } from './estimate.js';
import type { RegressionErrorSums } from './regressionErrorSums.js';
import { unknownEstimate } from './unknownEstimate.js';

/**
 * Share of the label's variance that predictions explain: 1 - Σerror² / Σ(label - mean)². NaN when labels do not
 * vary. The standard error takes both sums as independent and the label as normal, which errs on the wide side.
 */
export function rSquared(sums: RegressionErrorSums): Estimate {
  if (sums.rows === 0) return unknownEstimate;
  const error = sums.sumSquaredError / sums.weight;
  const spread = sums.sumSquaredLabel / sums.weight - (sums.sumLabel / sums.weight) ** 2;
  if (!(spread > 0)) return unknownEstimate;
  const unexplained = error / spread;
  const errorVariance = Math.max(0, sums.sumFourthPowerError / sums.weight - error ** 2) / sums.rows;
  const relative = (error > 0 ? errorVariance / error ** 2 : 0) + 2 / sums.rows;
  return { value: 1 - unexplained, standardError: unexplained * Math.sqrt(relative) };
}
