import { expect, test } from 'vitest';
import { windowOf } from './windowOf.js';
import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from './windowSeconds.js';

test.each([
  ['an hour', HOUR_SECONDS, '2001-01-31T23:59:59.999Z', '2001-01-31T23:00:00Z', '2001-02-01T00:00:00Z'],
  ['a day', DAY_SECONDS, '2001-01-31T23:59:59Z', '2001-01-31T00:00:00Z', '2001-02-01T00:00:00Z'],
  [
    'a week from its Monday',
    WEEK_SECONDS,
    '2001-02-01T12:00:00Z',
    '2001-01-29T00:00:00Z',
    '2001-02-05T00:00:00Z',
  ],
  ['a Monday itself', WEEK_SECONDS, '2001-01-29T00:00:00Z', '2001-01-29T00:00:00Z', '2001-02-05T00:00:00Z'],
  [
    'a time before 1970',
    WEEK_SECONDS,
    '1969-12-31T00:00:00Z',
    '1969-12-29T00:00:00Z',
    '1970-01-05T00:00:00Z',
  ],
])('%s', (_case, seconds, time, start, end) => {
  expect(windowOf(Date.parse(time), seconds)).toEqual({ start: Date.parse(start), end: Date.parse(end) });
});
