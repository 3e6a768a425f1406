import type { Estimate } from './estimate.js';
import type { RegressionErrorSums } from './regressionErrorSums.js';
import { unknownEstimate } from './unknownEstimate.js';

/** Root of the mean of error², in the label's unit; standard error of the mean, through the root by the delta method. */
export function rootMeanSquaredError(sums: RegressionErrorSums): Estimate {
  if (sums.rows === 0) return unknownEstimate;
  const mean = sums.sumSquaredError / sums.weight;
  const variance = Math.max(0, sums.sumFourthPowerError / sums.weight - mean ** 2) / sums.rows;
  const value = Math.sqrt(mean);
  return { value, standardError: value > 0 ? Math.sqrt(variance) / (2 * value) : 0 };
}
