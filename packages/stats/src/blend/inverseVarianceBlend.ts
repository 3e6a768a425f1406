import { chiSquareSurvival } from '../distributions/chiSquareSurvival.js';
import type { Estimate } from '../metrics/estimate.js';

/** Several estimates of one number taken together. */
export interface Blend extends Estimate {
  /** Weight of each estimate given, in order; they sum to 1; 0 for unknown ones. */
  weights: number[];
  /** p-value of the hypothesis that all estimate the same number (Cochran's Q); 1 for a single estimate. */
  agreement: number;
}

/** Keeps an estimate that claims perfect certainty from ruling alone through a division by 0. */
const LEAST_STANDARD_ERROR = 1e-9;

/**
 * Fixed-effect combination of independent estimates: weights in inverse proportion to the variances, standard
 * error widened by Birge's ratio when they scatter more than their own errors explain (Birge 1932). Unknown
 * (NaN) estimates are left out; when all are, so is the blend. A small `agreement` means: cannot know yet.
 */
export function inverseVarianceBlend(estimates: readonly Estimate[]): Blend {
  const precisions = estimates.map(({ value, standardError }) =>
    Number.isFinite(value) && Number.isFinite(standardError)
      ? Math.max(standardError, LEAST_STANDARD_ERROR) ** -2
      : 0,
  );
  const total = precisions.reduce((sum, precision) => sum + precision, 0);
  const weights = precisions.map((precision) => (total > 0 ? precision / total : 0));
  if (total === 0) return { value: Number.NaN, standardError: Number.NaN, weights, agreement: 1 };
  const sumKnown = (term: (estimate: Estimate, index: number) => number): number =>
    estimates.reduce((sum, estimate, i) => (precisions[i] ? sum + term(estimate, i) : sum), 0);
  const value = sumKnown((estimate, i) => (weights[i] ?? 0) * estimate.value);
  const scatter = sumKnown((estimate, i) => (precisions[i] ?? 0) * (estimate.value - value) ** 2);
  const degrees = precisions.filter((precision) => precision > 0).length - 1;
  const birge = degrees > 0 ? Math.max(1, Math.sqrt(scatter / degrees)) : 1;
  const agreement = degrees > 0 ? chiSquareSurvival(scatter, degrees) : 1;
  return { value, standardError: birge / Math.sqrt(total), weights, agreement };
}
