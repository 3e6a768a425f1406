import { readGolden } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import { median } from './median.js';
import { medianAbsoluteDeviation } from './medianAbsoluteDeviation.js';
import { quantileOf } from './quantileOf.js';
import { robustUpperBound } from './robustUpperBound.js';
import { robustZ } from './robustZ.js';
import { theilSenSlope } from './theilSenSlope.js';
import { weightedMedian } from './weightedMedian.js';

interface Case {
  values: number[];
  median: number;
  quantile90: number;
  medianAbsoluteDeviation: number;
  theilSenSlope: number;
}

describe('robust statistics', () => {
  it.each(readGolden<Case>(import.meta.url, 'robust'))('agree with NumPy and SciPy, case %#', (given) => {
    expect(median(given.values)).toBeCloseTo(given.median, 13);
    expect(quantileOf(given.values, 0.9)).toBeCloseTo(given.quantile90, 13);
    expect(medianAbsoluteDeviation(given.values)).toBeCloseTo(given.medianAbsoluteDeviation, 12);
    expect(theilSenSlope([...given.values.keys()], given.values)).toBeCloseTo(given.theilSenSlope, 13);
  });

  it('leave NaNs out and know nothing of nothing', () => {
    expect(median([Number.NaN, 3, 1, 2])).toBe(2);
    expect(median([])).toBeNaN();
    expect(theilSenSlope([1, 1], [2, 3])).toBeNaN();
  });
});

describe('weightedMedian', () => {
  it.each([
    { values: [3, 1, 2], weights: [1, 1, 1], expected: 2 },
    { values: [3, 1, 2], weights: [9, 1, 1], expected: 3 },
    { values: [5, 7], weights: [0, 1], expected: 7 },
    { values: [5], weights: [0], expected: Number.NaN },
  ])('of $values by $weights is $expected', ({ values, weights, expected }) => {
    expect(weightedMedian(values, weights)).toBe(expected);
  });
});

describe('robustZ', () => {
  it.each([
    ['a value on a constant history', 4, [4, 4, 4], 0],
    ['a value off a constant history', 5, [4, 4, 4], Number.POSITIVE_INFINITY],
    ['a value without history', 5, [], Number.NaN],
    ['an outlier that does not hide in its own history', 100, [1, 2, 3, 4, 5], 97 / 1.482602218505602],
    ['a value against a mostly constant history', 2, [0, 0, 0, 0, 1], 2 / (Math.sqrt(Math.PI / 2) / 5)],
  ])('%s', (_, value, history, expected) => {
    const z = robustZ(value, history);
    if (Number.isFinite(expected)) expect(z).toBeCloseTo(expected, 12);
    else expect(z).toBe(expected);
  });
});

describe('robustUpperBound', () => {
  it('is the median plus z deviations of a symmetric history', () => {
    expect(robustUpperBound([1, 2, 3, 4, 5], 2)).toBeCloseTo(3 + 2 * 1.482602218505602, 12);
  });

  it('follows the longer upper tail', () => {
    const skewed = [1, 1.1, 1.2, 1.3, 1.4, 2, 3, 5, 8];
    expect(robustUpperBound(skewed)).toBeGreaterThan(8);
  });

  it('ignores one wild window', () => {
    const calm = [0.1, 0.11, 0.12, 0.1, 0.11, 0.12, 0.11];
    expect(robustUpperBound([...calm, 50])).toBeLessThan(0.3);
  });

  it('bounds nothing without history', () => {
    expect(robustUpperBound([])).toBe(Number.NEGATIVE_INFINITY);
  });
});
