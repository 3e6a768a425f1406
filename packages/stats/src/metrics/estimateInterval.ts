import type { Interval } from '../distributions/interval.js';
import { normalQuantile } from '../distributions/normalQuantile.js';
import type { Estimate } from './estimate.js';

const UNBOUNDED: Interval = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * The normal interval value ± z · standardError at `level`, cut to what the metric can be (`{ low: 0, high: 1 }`
 * for a share). Both ends are NaN for an unknown estimate.
 */
export function estimateInterval(estimate: Estimate, level = 0.95, range: Interval = UNBOUNDED): Interval {
  const half = normalQuantile(0.5 + level / 2) * estimate.standardError;
  return {
    low: Math.max(range.low, estimate.value - half),
    high: Math.min(range.high, estimate.value + half),
  };
}
