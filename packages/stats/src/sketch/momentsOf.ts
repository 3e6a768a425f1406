import type { Moments } from './moments.js';

/** Moments of the numbers in one pass (Welford 1962). NaNs are left out. */
export function momentsOf(values: ArrayLike<number>): Moments {
  let [count, mean, m2] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    count++;
    const change = value - mean;
    mean += change / count;
    m2 += change * (value - mean);
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { count, mean, m2, min, max };
}
