import { median } from './median.js';

/** Median of the slopes between all pairs of points with different x (Theil 1950, Sen 1968); NaN without such a pair. */
export function theilSenSlope(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const slopes: number[] = [];
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const run = (x[i] ?? 0) - (x[j] ?? 0);
      if (run !== 0) slopes.push(((y[i] ?? 0) - (y[j] ?? 0)) / run);
    }
  }
  return median(slopes);
}
