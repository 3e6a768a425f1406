import { median } from './median.js';
import { robustScale } from './robustScale.js';

/**
 * The greatest value that a history makes natural: median + z robust standard deviations, the deviation being
 * the larger of the history's own and that of its upper half, since distances have long upper tails. The history
 * must not hold the value to be judged. -Infinity without history, so that a maximum with other thresholds
 * leaves it out.
 */
export function robustUpperBound(history: ArrayLike<number>, z = 3): number {
  const centre = median(history);
  if (Number.isNaN(centre)) return Number.NEGATIVE_INFINITY;
  const upper = Float64Array.from(history).filter((value) => value >= centre);
  const mirrored = Float64Array.from([...upper, ...upper.map((value) => 2 * centre - value)]);
  return centre + z * Math.max(robustScale(history), robustScale(mirrored));
}
