import { readGolden } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import type { Interval } from './interval.js';
import { wilsonInterval } from './wilsonInterval.js';

interface Case extends Interval {
  successes: number;
  trials: number;
  level: number;
}

describe('wilsonInterval', () => {
  it.each(readGolden<Case>(import.meta.url, 'wilsonInterval'))(
    'agrees with statsmodels for $successes of $trials at $level',
    ({ successes, trials, level, low, high }) => {
      const interval = wilsonInterval(successes, trials, level);
      expect(interval.low).toBeCloseTo(low, 13);
      expect(interval.high).toBeCloseTo(high, 13);
    },
  );

  it('knows nothing without trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
