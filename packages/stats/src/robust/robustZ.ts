import { median } from './median.js';
import { robustScale } from './robustScale.js';

/**
 * How many robust standard deviations a value lies from its history's median. The history must not hold the value
 * itself. ±Infinity off a constant history, 0 on it, NaN without history.
 */
export function robustZ(value: number, history: ArrayLike<number>): number {
  const gap = value - median(history);
  return gap === 0 ? 0 : gap / robustScale(history);
}
