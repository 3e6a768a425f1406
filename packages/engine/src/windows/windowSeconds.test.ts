import { expect, test } from 'vitest';
import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS, windowSeconds } from './windowSeconds.js';

const HOUR = 3_600_000;
const hours = (count: number, rows: number, step = 1) =>
  Array.from({ length: count }, (_, i) => ({ start: i * step * HOUR, rows }));

test.each([
  ['1,000 rows an hour', hours(48, 1000), HOUR_SECONDS],
  ['999 rows an hour', hours(48, 999), DAY_SECONDS],
  ['busy every third hour: the median hour is silent', hours(48, 5000, 3), DAY_SECONDS],
  ['100 rows a day', hours(10, 100, 24), DAY_SECONDS],
  ['99 rows a day', hours(10, 99, 24), WEEK_SECONDS],
  ['no rows', [], DAY_SECONDS],
])('%s', (_case, counts, seconds) => {
  expect(windowSeconds(counts)).toBe(seconds);
});
