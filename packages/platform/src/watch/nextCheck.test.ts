import { describe, expect, it } from 'vitest';
import { nextCheck, nextRetry } from './nextCheck.js';

const AT = Date.parse('2026-01-01T10:20:30Z');

describe('nextCheck', () => {
  it.each([
    ['15m', '2026-01-01T10:35:30.000Z'],
    ['2h', '2026-01-01T12:20:30.000Z'],
    ['0 6 * * 1', '2026-01-05T06:00:00.000Z'],
    ['*/10 * * * *', '2026-01-01T10:30:00.000Z'],
    ['  0   12 * * *  ', '2026-01-01T12:00:00.000Z'],
  ])('%s', (schedule, expected) => {
    expect(new Date(nextCheck(schedule, AT)).toISOString()).toBe(expected);
  });

  it.each(['', '0m', '15', '15s', '-1h', '* * * *', '* * * * * *', '99 * * * *', 'soon', '0 0 31 2 *'])(
    '%j is none',
    (schedule) => {
      expect(() => nextCheck(schedule, AT)).toThrow(expect.objectContaining({ code: 'schedule_invalid' }));
    },
  );
});

it.each([
  [1, 1],
  [2, 2],
  [4, 8],
  [9, 256],
  [10, 360],
  [1000, 360],
])('after %d failures, %d minutes pass until the next try', (failures, minutes) => {
  expect(nextRetry(failures, AT) - AT).toBe(minutes * 60_000);
});
