import { betaCdf } from './betaCdf.js';
import { invertMonotone } from './invertMonotone.js';

/** x with P(X <= x) = p for the beta distribution with parameters a, b > 0. */
export function betaQuantile(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  return invertMonotone((x) => betaCdf(x, a, b) - p, 0, 1);
}
