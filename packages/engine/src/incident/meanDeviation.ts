/** One window's deviation from what is natural, and the standard error of measuring it. */
export interface Deviation {
  value: number;
  standardError: number;
}

/**
 * The mean deviation of consecutive windows in standard deviations of such a mean, when windows scatter naturally
 * by `sd` and neighbours correlate by `correlation` (first-order autoregression). Measurement errors are independent.
 */
export function meanDeviation(
  deviations: readonly Deviation[],
  sd: number,
  correlation: number,
): { mean: number; z: number } {
  const n = deviations.length;
  const mean = deviations.reduce((sum, { value }) => sum + value, 0) / n;
  const noise = deviations.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / n ** 2;
  let inflation = 1;
  for (let lag = 1; lag < n; lag++) inflation += 2 * (1 - lag / n) * correlation ** lag;
  return { mean, z: mean / Math.sqrt((sd ** 2 * inflation) / n + noise) };
}
