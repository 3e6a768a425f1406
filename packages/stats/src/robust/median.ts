import { quantileOf } from './quantileOf.js';

/** The median. NaNs are left out; NaN when nothing is left. */
export function median(values: ArrayLike<number>): number {
  return quantileOf(values, 0.5);
}
