const WEEK = 7 * 86_400_000;
/** 1970-01-05, the first Monday of the epoch. */
const FIRST_MONDAY = 4 * 86_400_000;

/** An event-time interval; epoch milliseconds, `end` exclusive. */
export interface TimeRange {
  start: number;
  end: number;
}

/** The UTC window of a time: hours and days as the clock shows them, weeks from Monday 00:00. */
export function windowOf(time: number, windowSeconds: number): TimeRange {
  const length = windowSeconds * 1000;
  const origin = length % WEEK === 0 ? FIRST_MONDAY : 0;
  const start = Math.floor((time - origin) / length) * length + origin;
  return { start, end: start + length };
}
