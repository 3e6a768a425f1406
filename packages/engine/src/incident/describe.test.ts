import { describe, expect, it } from 'vitest';
import { percent } from '../detect/percent.js';
import { roundFactor } from '../detect/unitChange/roundFactor.js';
import { formatMetric } from './formatMetric.js';
import { formatTime } from './formatTime.js';
import { meanDeviation } from './meanDeviation.js';

describe('words for a person', () => {
  it.each([
    [0, '0 %'],
    [0.0042, '0.42 %'],
    [0.123, '12 %'],
    [1, '100 %'],
  ])('share %d is %s', (share, text) => expect(percent(share)).toBe(text));

  it.each([
    [99.2, 100],
    [0.0101, 0.01],
    [1.61, 1.60934],
    [7.777, 7.78],
    [0.3049, 0.3048],
  ])('factor %d is %d', (factor, rounded) => expect(roundFactor(factor)).toBeCloseTo(rounded, 5));

  it('times and metrics', () => {
    expect(formatTime(Date.UTC(2001, 3, 10, 6))).toBe('10 April 2001, 06:00 UTC');
    expect(formatMetric('roc-auc', 0.5)).toBe('0.500');
    expect(formatMetric('mae', 1234.5)).toBe('1230');
  });
});

describe('meanDeviation', () => {
  const few = (n: number, value: number) => Array.from({ length: n }, () => ({ value, standardError: 0 }));

  it('of one window against a long reference is its deviation in standard deviations', () => {
    expect(meanDeviation(few(1, 3), { sd: 1, correlation: 0, windows: 1e9 }).z).toBeCloseTo(3);
  });

  it('grows with the root of the windows when they are independent, and less when they are not', () => {
    const z = (correlation: number) => meanDeviation(few(9, 1), { sd: 1, correlation, windows: 1e9 }).z;
    expect(z(0)).toBeCloseTo(3);
    expect(z(0.5)).toBeLessThan(2);
  });

  it('counts that the mean of a short reference is uncertain itself', () => {
    expect(meanDeviation(few(4, 1), { sd: 1, correlation: 0, windows: 4 }).z).toBeCloseTo(Math.SQRT2);
  });
});
