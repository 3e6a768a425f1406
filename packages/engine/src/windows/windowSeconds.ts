export const HOUR_SECONDS = 3600;
export const DAY_SECONDS = 86_400;
export const WEEK_SECONDS = 604_800;

const HOURLY_ROWS = 1000;
const DAILY_ROWS = 100;

/**
 * Length of a model's windows, from the reference's rows per hour: an hour when the median hour has at least
 * 1,000 rows, a week when the median day has fewer than 100, else a day. Hours without rows between the first
 * and the last count as 0.
 * @param hourlyCounts rows of each hour that has rows; `start` in epoch milliseconds
 */
export function windowSeconds(hourlyCounts: readonly { start: number; rows: number }[]): number {
  if (hourlyCounts.length === 0) return DAY_SECONDS;
  if (medianPer(hourlyCounts, HOUR_SECONDS) >= HOURLY_ROWS) return HOUR_SECONDS;
  return medianPer(hourlyCounts, DAY_SECONDS) < DAILY_ROWS ? WEEK_SECONDS : DAY_SECONDS;
}

function medianPer(counts: readonly { start: number; rows: number }[], seconds: number): number {
  const sums = new Map<number, number>();
  for (const { start, rows } of counts) {
    const slot = Math.floor(start / (seconds * 1000));
    sums.set(slot, (sums.get(slot) ?? 0) + rows);
  }
  const slots = [...sums.keys()];
  const total =
    slots.reduce((high, slot) => Math.max(high, slot), -Infinity) -
    slots.reduce((low, slot) => Math.min(low, slot), Infinity) +
    1;
  const ascending = [...sums.values()].sort((a, b) => a - b);
  const empty = total - ascending.length;
  const at = (index: number) => (index < empty ? 0 : (ascending[index - empty] ?? 0));
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}
