import { median } from './median.js';

/** Ratio of a normal distribution's standard deviation to its median absolute deviation. */
const NORMAL_CONSISTENCY = 1.482602218505602;

/** Median of |value - median|, scaled so that it estimates the standard deviation of normal data. */
export function medianAbsoluteDeviation(values: ArrayLike<number>): number {
  const centre = median(values);
  return NORMAL_CONSISTENCY * median(Float64Array.from(values, (value) => Math.abs(value - centre)));
}
