import { gammaSurvival } from './gammaSurvival.js';
import { invertMonotone } from './invertMonotone.js';
import { normalQuantile } from './normalQuantile.js';

/** x with P(X <= x) = p for the gamma distribution with this shape and scale 1. */
export function gammaQuantile(shape: number, p: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const spread = 1 / (9 * shape);
  const cubeRoot = 1 - spread + normalQuantile(p) * Math.sqrt(spread);
  const guess = Math.max(shape * cubeRoot ** 3, Number.MIN_VALUE);
  let low = 0;
  let high = 2 * guess + 1;
  while (gammaSurvival(shape, high) > 1 - p) {
    low = high;
    high *= 2;
  }
  return invertMonotone((x) => 1 - p - gammaSurvival(shape, x), low, high);
}
