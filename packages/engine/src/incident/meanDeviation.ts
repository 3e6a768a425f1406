import type { Natural } from '../reference/phaseReference.js';

/** One window's deviation from what is natural, and the standard error of measuring it. */
export interface Deviation {
  value: number;
  standardError: number;
}

/**
 * The mean deviation of consecutive windows from the reference's mean, in standard deviations of such a difference,
 * when windows scatter naturally and neighbours correlate (first-order autoregression). The reference's own mean
 * comes from a limited number of such windows and is uncertain likewise. Measurement errors are independent.
 */
export function meanDeviation(
  deviations: readonly Deviation[],
  { sd, correlation, windows }: Pick<Natural, 'sd' | 'correlation' | 'windows'>,
): { mean: number; z: number } {
  const n = deviations.length;
  const mean = deviations.reduce((sum, { value }) => sum + value, 0) / n;
  const noise = deviations.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / n ** 2;
  const natural = sd ** 2 * (meanVariance(n, correlation) + meanVariance(Math.max(1, windows), correlation));
  return { mean, z: mean / Math.sqrt(natural + noise) };
}

/** Variance of the mean of n neighbours of unit variance in a first-order autoregression. */
function meanVariance(n: number, correlation: number): number {
  const rest = 1 - correlation;
  return ((1 + correlation) / rest - (2 * correlation * (1 - correlation ** n)) / (n * rest ** 2)) / n;
}
