import { median } from './median.js';
import { medianAbsoluteDeviation } from './medianAbsoluteDeviation.js';

/** Ratio of a normal distribution's standard deviation to its mean absolute deviation: sqrt(π / 2). */
const NORMAL_CONSISTENCY = Math.sqrt(Math.PI / 2);

/**
 * Spread of a history in the unit of a standard deviation: the median absolute deviation or, when more than half
 * of the values are equal, the mean absolute deviation from the median (Iglewicz & Hoaglin 1993). 0 for a constant.
 */
export function robustScale(history: ArrayLike<number>): number {
  const deviation = medianAbsoluteDeviation(history);
  if (deviation > 0) return deviation;
  const known = Float64Array.from(history).filter((value) => !Number.isNaN(value));
  const centre = median(known);
  const sum = known.reduce((total, value) => total + Math.abs(value - centre), 0);
  return (NORMAL_CONSISTENCY * sum) / known.length;
}
