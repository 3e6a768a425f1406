import { readGolden } from '@driftline/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBinomial } from '../random/drawBinomial.js';
import { seededRandom } from '../random/seededRandom.js';
import { applyCalibration } from './applyCalibration.js';
import type { CalibrationBin } from './calibrationBin.js';
import { calibrationGain } from './calibrationGain.js';
import { expectedCalibrationError } from './expectedCalibrationError.js';
import { isotonicRegression } from './isotonicRegression.js';

interface Case {
  score: number[];
  positives: number[];
  total: number[];
  at: number[];
  expected: number[];
}

describe('isotonicRegression', () => {
  it.each(readGolden<Case>(import.meta.url, 'isotonicRegression'))(
    'agrees with scikit-learn, case %#',
    (given) => {
      const map = isotonicRegression(
        given.score.map((score, i) => ({
          score,
          positives: given.positives[i] ?? 0,
          total: given.total[i] ?? 0,
        })),
      );
      given.at.forEach((score, i) => {
        expect(applyCalibration(map, score)).toBeCloseTo(given.expected[i] ?? Number.NaN, 12);
      });
    },
  );

  const bin = fc
    .record({ score: fc.integer({ min: 0, max: 20 }), total: fc.nat(50), share: fc.nat(100) })
    .map(
      ({ score, total, share }): CalibrationBin => ({
        score: score / 20,
        total,
        positives: Math.round((total * share) / 100),
      }),
    );

  it('ascends, keeps the overall share of positives and does not depend on the order of bins', () => {
    fc.assert(
      fc.property(fc.array(bin, { maxLength: 30 }), (bins) => {
        const map = isotonicRegression(bins);
        expect(map.y).toEqual(map.y.toSorted((a, b) => a - b));
        expect(map.x).toEqual([...new Set(map.x)].sort((a, b) => a - b));
        expect(isotonicRegression(bins.toReversed())).toEqual(map);
        const calibrated = bins.reduce(
          (sum, { score, total }) => sum + total * applyCalibration(map, score),
          0,
        );
        const positives = bins.reduce((sum, { positives }) => sum + positives, 0);
        if (map.x.length > 0) expect(calibrated).toBeCloseTo(positives, 8);
      }),
      { seed: 1 },
    );
  });

  it('leaves scores as they are without rows', () => {
    const map = isotonicRegression([{ score: 0.4, positives: 0, total: 0 }]);
    expect(map).toEqual({ x: [], y: [] });
    expect(applyCalibration(map, 0.37)).toBe(0.37);
  });

  it('survives a journey through JSON', () => {
    const map = isotonicRegression([
      { score: 0.2, positives: 1, total: 9 },
      { score: 0.7, positives: 6, total: 9 },
    ]);
    expect(JSON.parse(JSON.stringify(map))).toEqual(map);
    expect(applyCalibration(map, 0.45)).toBeCloseTo((1 / 9 + 6 / 9) / 2, 12);
  });
});

describe('expectedCalibrationError', () => {
  it('weighs the gap of every bin by its rows', () => {
    const bins = [
      { score: 0.1, positives: 2, total: 10 },
      { score: 0.8, positives: 24, total: 30 },
    ];
    expect(expectedCalibrationError(bins)).toBeCloseTo(1 / 40, 12);
  });

  it('is unknown without rows', () => {
    expect(expectedCalibrationError([])).toBeNaN();
  });
});

describe('calibrationGain', () => {
  /** Five folds of 50 bins whose positives follow `truth` of the score. */
  const foldsOf = (truth: (score: number) => number, rowsPerBin: number): CalibrationBin[][] => {
    const random = seededRandom(1);
    return Array.from({ length: 5 }, () =>
      Array.from({ length: 50 }, (_, i) => {
        const score = (i + 0.5) / 50;
        return { score, positives: drawBinomial(random, rowsPerBin, truth(score)), total: rowsPerBin };
      }),
    );
  };

  it('finds that an overconfident score gains', () => {
    const gain = calibrationGain(foldsOf((score) => 0.3 + 0.4 * score, 40));
    expect(gain.improves).toBe(true);
    expect(gain.errorBefore).toBeGreaterThan(0.12);
    expect(gain.errorAfter).toBeLessThan(0.03);
    expect(gain.logLossAfter).toBeLessThan(gain.logLossBefore);
  });

  it('finds that a perfect score on few rows gains nothing', () => {
    expect(calibrationGain(foldsOf((score) => score, 4)).improves).toBe(false);
  });

  it.each([
    ['no fold', []],
    ['a single fold', foldsOf((score) => score / 2, 10).slice(0, 1)],
  ])('claims nothing for %s', (_, folds) => {
    expect(calibrationGain(folds).improves).toBe(false);
  });
});
