import type { Interval } from './interval.js';
import { normalQuantile } from './normalQuantile.js';

/**
 * Wilson's score interval for a proportion (Wilson 1927): keeps its coverage for few rows and for proportions
 * at 0 or 1. `trials` = 0 gives [0, 1].
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const z = normalQuantile(0.5 + level / 2);
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2);
  const width = 1 + (z * z) / trials;
  return { low: Math.max(0, (centre - half) / width), high: Math.min(1, (centre + half) / width) };
}
