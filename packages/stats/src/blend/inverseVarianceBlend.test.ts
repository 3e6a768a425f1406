import { readGolden } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import { inverseVarianceBlend } from './inverseVarianceBlend.js';

interface Case {
  values: number[];
  errors: number[];
  value: number;
  fixedError: number;
  /** Fixed-effect error times Birge's ratio. */
  hksjError: number;
  agreement: number;
}

describe('inverseVarianceBlend', () => {
  it.each(readGolden<Case>(import.meta.url, 'inverseVarianceBlend'))(
    'agrees with statsmodels, case %#',
    (given) => {
      const blend = inverseVarianceBlend(
        given.values.map((value, i) => ({ value, standardError: given.errors[i] ?? Number.NaN })),
      );
      expect(blend.value).toBeCloseTo(given.value, 12);
      expect(blend.standardError).toBeCloseTo(Math.max(given.fixedError, given.hksjError), 12);
      expect(blend.agreement).toBeCloseTo(given.agreement, 12);
    },
  );

  it('leaves unknown estimates out', () => {
    const known = { value: 0.7, standardError: 0.05 };
    const blend = inverseVarianceBlend([{ value: Number.NaN, standardError: Number.NaN }, known]);
    expect(blend).toEqual({
      value: 0.7,
      standardError: expect.closeTo(0.05, 12),
      weights: [0, 1],
      agreement: 1,
    });
  });

  it('is unknown when every estimate is', () => {
    const blend = inverseVarianceBlend([{ value: Number.NaN, standardError: Number.NaN }]);
    expect(blend).toEqual({ value: Number.NaN, standardError: Number.NaN, weights: [0], agreement: 1 });
  });

  it('lets a certain estimate rule and still says that the other disagrees', () => {
    const blend = inverseVarianceBlend([
      { value: 0.9, standardError: 0 },
      { value: 0.5, standardError: 0.1 },
    ]);
    expect(blend.value).toBeCloseTo(0.9, 9);
    expect(blend.agreement).toBeLessThan(0.001);
  });
});
