import type { CalibrationMap } from './calibrationMap.js';

/** The calibrated probability of a score; the score itself under the empty map. */
export function applyCalibration({ x, y }: CalibrationMap, score: number): number {
  let low = 0;
  let high = x.length - 1;
  if (high < 0) return score;
  if (score <= (x[low] ?? 0)) return y[low] ?? 0;
  if (score >= (x[high] ?? 0)) return y[high] ?? 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= score) low = middle;
    else high = middle;
  }
  const left = x[low] ?? 0;
  const bottom = y[low] ?? 0;
  return bottom + (((y[high] ?? 0) - bottom) * (score - left)) / ((x[high] ?? 0) - left);
}
