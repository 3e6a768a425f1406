import { readGolden } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjaminiHochberg.js';

describe('benjaminiHochberg', () => {
  it.each(readGolden<{ pValues: number[]; adjusted: number[] }>(import.meta.url, 'benjaminiHochberg'))(
    'agrees with statsmodels, case %#',
    ({ pValues, adjusted }) => {
      const actual = benjaminiHochberg(pValues);
      adjusted.forEach((expected, i) => {
        expect(actual[i]).toBeCloseTo(expected, 14);
      });
    },
  );

  it('leaves unknown p-values out of the count', () => {
    expect([...benjaminiHochberg([0.01, Number.NaN, 0.04])]).toEqual([0.02, Number.NaN, 0.04]);
  });

  it('gives nothing for nothing', () => {
    expect(benjaminiHochberg([])).toHaveLength(0);
  });
});
