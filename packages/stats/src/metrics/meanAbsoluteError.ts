import type { Estimate } from './estimate.js';
import type { RegressionErrorSums } from './regressionErrorSums.js';
import { unknownEstimate } from './unknownEstimate.js';

/** Mean of |error|, in the label's unit, with the standard error of a mean. */
export function meanAbsoluteError(sums: RegressionErrorSums): Estimate {
  if (sums.rows === 0) return unknownEstimate;
  const value = sums.sumAbsoluteError / sums.weight;
  const variance = Math.max(0, sums.sumSquaredError / sums.weight - value ** 2);
  return { value, standardError: Math.sqrt(variance / sums.rows) };
}
