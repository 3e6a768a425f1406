import { drawBinomial } from './drawBinomial.js';
import type { Random } from './random.js';

/**
 * Draws `n` rows (a whole number) over bins with the given non-negative weights (any positive total) and writes
 * the counts into `out`, which it returns. Exact, by binomials conditional on the bins before.
 */
export function drawMultinomial(
  random: Random,
  n: number,
  weights: Float64Array,
  out: Float64Array = new Float64Array(weights.length),
): Float64Array {
  let rest = 0;
  for (let i = 0; i < weights.length; i++) rest += weights[i] ?? 0;
  let rows = n;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i] ?? 0;
    const count =
      i === weights.length - 1 ? (weight > 0 ? rows : 0) : drawBinomial(random, rows, weight / rest);
    out[i] = count;
    rows -= count;
    rest -= weight;
  }
  return out;
}
