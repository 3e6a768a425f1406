import type { TopValues } from './topValues.js';
import { topValuesOf } from './topValuesOf.js';

/**
 * Top values of the union of two sets of rows. Exact while neither side has dropped strings into `other`;
 * afterwards counts are lower bounds, short by at most the other side's `other`. The total is always kept.
 */
export function mergeTopValues(a: TopValues, b: TopValues, limit: number): TopValues {
  return topValuesOf([...a.top, ...b.top], limit, a.other + b.other);
}
