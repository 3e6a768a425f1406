import { readGolden, relativeGap } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import type { Estimate } from '../metrics/estimate.js';
import { expectedBrier } from './expectedBrier.js';
import type { ExpectedCell } from './expectedCell.js';
import { expectedConfusion } from './expectedConfusion.js';
import { expectedConfusionMetric } from './expectedConfusionMetric.js';
import { expectedLogLoss } from './expectedLogLoss.js';
import { expectedMulticlassAccuracy } from './expectedMulticlassAccuracy.js';
import { expectedRankingMetric } from './expectedRankingMetric.js';

type Estimator = (cells: readonly ExpectedCell[]) => Estimate;

const estimators: Record<string, Estimator> = {
  accuracy: (cells) => expectedConfusionMetric('accuracy', cells),
  precision: (cells) => expectedConfusionMetric('precision', cells),
  recall: (cells) => expectedConfusionMetric('recall', cells),
  specificity: (cells) => expectedConfusionMetric('specificity', cells),
  f1: (cells) => expectedConfusionMetric('f1', cells),
  rocAuc: (cells) => expectedRankingMetric('rocAuc', cells),
  averagePrecision: (cells) => expectedRankingMetric('averagePrecision', cells),
  logLoss: expectedLogLoss,
  brier: expectedBrier,
};

const cases = readGolden<{ cells: ExpectedCell[]; expected: Record<string, Estimate> }>(
  import.meta.url,
  'cbpe',
);

describe.each(Object.entries(estimators))('expected %s', (name, estimate) => {
  it('is the mean and scatter of the realised metric over draws of the labels', () => {
    for (const { cells, expected } of cases) {
      const { value, standardError } = estimate(cells);
      const truth = expected[name] ?? { value: Number.NaN, standardError: Number.NaN };
      // A ratio's mean differs from the ratio of means by second order, well below a tenth of its scatter.
      expect(Math.abs(value - truth.value)).toBeLessThan(0.1 * truth.standardError);
      expect(relativeGap(standardError, truth.standardError)).toBeLessThan(0.05);
    }
  });

  it('does not depend on the order of cells, nor on how they are split', () => {
    const cells = cases[0]?.cells ?? [];
    const split = cells.flatMap((cell) => [
      { ...cell, rows: cell.rows * 0.25 },
      { ...cell, rows: cell.rows * 0.75 },
    ]);
    const whole = estimate(cells);
    const parts = estimate(split.toReversed());
    expect(parts.value).toBeCloseTo(whole.value, 12);
    expect(parts.standardError).toBeCloseTo(whole.standardError, 9);
  });

  it('is unknown without rows', () => {
    expect(estimate([]).value).toBeNaN();
    expect(estimate([]).standardError).toBeNaN();
  });
});

describe('expectedConfusion', () => {
  it('shares out every cell by its probability', () => {
    const counts = expectedConfusion([
      { predictedPositive: true, rows: 10, probability: 0.75, score: 0.9 },
      { predictedPositive: false, rows: 20, probability: 0.25, score: 0.1 },
    ]);
    expect(counts).toEqual({ truePositives: 7.5, falsePositives: 2.5, falseNegatives: 5, trueNegatives: 15 });
  });
});

describe('expectedMulticlassAccuracy', () => {
  it('is the mean confidence, with the scatter of Bernoulli draws', () => {
    const { value, standardError } = expectedMulticlassAccuracy([
      { rows: 30, probability: 0.9 },
      { rows: 10, probability: 0.5 },
    ]);
    expect(value).toBeCloseTo(0.8, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(30 * 0.09 + 10 * 0.25) / 40, 12);
  });

  it('is unknown without rows', () => {
    expect(expectedMulticlassAccuracy([]).value).toBeNaN();
  });
});
