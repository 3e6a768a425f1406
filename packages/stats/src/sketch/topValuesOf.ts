import type { TopValues } from './topValues.js';

const byCountThenName = (a: [string, number], b: [string, number]): number =>
  b[1] - a[1] || (a[0] < b[0] ? -1 : 1);

/** The `limit` most frequent strings among counts; a string may occur several times. */
export function topValuesOf(
  counts: Iterable<readonly [string, number]>,
  limit: number,
  other = 0,
): TopValues {
  const sums = new Map<string, number>();
  for (const [value, count] of counts) sums.set(value, (sums.get(value) ?? 0) + count);
  const sorted = [...sums].sort(byCountThenName);
  const rest = sorted.slice(limit).reduce((sum, [, count]) => sum + count, other);
  return { top: sorted.slice(0, limit), other: rest };
}
