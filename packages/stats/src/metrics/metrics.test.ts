import { readGolden, relativeGap } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import type { ConfusionCounts } from './confusionCounts.js';
import { type ConfusionMetric, confusionMetrics } from './confusionMetrics.js';
import type { Estimate } from './estimate.js';
import { estimateInterval } from './estimateInterval.js';
import { macroF1 } from './macroF1.js';
import { meanAbsoluteError } from './meanAbsoluteError.js';
import { multiclassAccuracy } from './multiclassAccuracy.js';
import type { MulticlassCell } from './multiclassCell.js';
import { type RankingMetricName, rankingMetrics } from './rankingMetrics.js';
import { realisedBrier } from './realisedBrier.js';
import { realisedConfusionMetric } from './realisedConfusionMetric.js';
import { realisedLogLoss } from './realisedLogLoss.js';
import { realisedRankingMetric } from './realisedRankingMetric.js';
import type { RegressionErrorSums } from './regressionErrorSums.js';
import { rootMeanSquaredError } from './rootMeanSquaredError.js';
import { rSquared } from './rSquared.js';
import type { ScoredCell } from './scoredCell.js';

/** The golden errors are bootstraps (10,000 draws or more: 1 % noise); the rest is the first order of the delta method. */
function expectEstimate(actual: Estimate, expected: Estimate, errorTolerance: number): void {
  expect(relativeGap(actual.value, expected.value)).toBeLessThan(1e-11);
  expect(relativeGap(actual.standardError, expected.standardError)).toBeLessThan(errorTolerance);
}

describe('metrics of confusion counts', () => {
  const cases = readGolden<{ counts: ConfusionCounts; expected: Record<ConfusionMetric, Estimate> }>(
    import.meta.url,
    'confusion',
  );
  const metrics = Object.keys(confusionMetrics) as ConfusionMetric[];

  it.each(metrics)('%s agrees with scikit-learn and its bootstrap', (metric) => {
    for (const { counts, expected } of cases) {
      expectEstimate(realisedConfusionMetric(metric, counts), expected[metric], 0.03);
    }
  });

  it.each(metrics)('%s of a perfect model of few rows is not falsely certain', (metric) => {
    const perfect = { truePositives: 5, falsePositives: 0, falseNegatives: 0, trueNegatives: 5 };
    const { value, standardError } = realisedConfusionMetric(metric, perfect);
    expect(value).toBe(1);
    expect(standardError).toBeGreaterThan(0.05);
  });

  it.each(metrics)('%s is unknown without rows', (metric) => {
    const none = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
    const unknown = { value: Number.NaN, standardError: Number.NaN };
    expect(realisedConfusionMetric(metric, none)).toEqual(unknown);
  });
});

describe('metrics of ranked scores', () => {
  const cases = readGolden<{
    positives: number[];
    negatives: number[];
    expected: Record<RankingMetricName, Estimate>;
  }>(import.meta.url, 'ranking');
  const metrics = Object.keys(rankingMetrics) as RankingMetricName[];

  it.each(metrics)('%s agrees with scikit-learn and its bootstrap', (metric) => {
    for (const { positives, negatives, expected } of cases) {
      const [up, down] = [Float64Array.from(positives), Float64Array.from(negatives)];
      expectEstimate(realisedRankingMetric(metric, up, down), expected[metric], 0.05);
    }
  });

  it.each(metrics)('%s has the gradient that small changes show', (metric) => {
    const positives = Float64Array.of(2, 0, 7, 4, 9);
    const negatives = Float64Array.of(8, 3, 5, 0, 2);
    const { perPositive, perNegative } = rankingMetrics[metric](positives, negatives);
    const step = 1e-6;
    for (let bin = 0; bin < positives.length; bin++) {
      const moved = (counts: Float64Array, by: number) =>
        counts.map((count, i) => (i === bin ? count + by : count));
      const along = (side: 'positives' | 'negatives', by: number): number =>
        side === 'positives'
          ? rankingMetrics[metric](moved(positives, by), negatives).value
          : rankingMetrics[metric](positives, moved(negatives, by)).value;
      const slope = (side: 'positives' | 'negatives'): number =>
        (along(side, step) - along(side, -step)) / (2 * step);
      expect(perPositive[bin]).toBeCloseTo(slope('positives'), 7);
      expect(perNegative[bin]).toBeCloseTo(slope('negatives'), 7);
    }
  });

  it('gives a coin its due: AUC ½ when all scores tie', () => {
    expect(realisedRankingMetric('rocAuc', Float64Array.of(3), Float64Array.of(9)).value).toBe(0.5);
  });

  it('is not falsely certain of a perfect order of few rows', () => {
    const { value, standardError } = realisedRankingMetric(
      'rocAuc',
      Float64Array.of(0, 4),
      Float64Array.of(9, 0),
    );
    expect(value).toBe(1);
    expect(standardError).toBeCloseTo(0.1, 12);
  });

  it.each([
    ['rocAuc without negatives', 'rocAuc', [1, 2], [0, 0]],
    ['rocAuc without positives', 'rocAuc', [0, 0], [1, 2]],
    ['averagePrecision without positives', 'averagePrecision', [0, 0], [1, 2]],
  ] as const)('%s is unknown', (_, metric, positives, negatives) => {
    expect(
      realisedRankingMetric(metric, Float64Array.from(positives), Float64Array.from(negatives)).value,
    ).toBeNaN();
  });
});

describe('losses of scores', () => {
  const [given] = readGolden<{ cells: ScoredCell[]; logLoss: Estimate; brier: Estimate }>(
    import.meta.url,
    'losses',
  );

  it('log loss agrees with scikit-learn and the standard error of a mean', () => {
    expectEstimate(
      realisedLogLoss(given?.cells ?? []),
      given?.logLoss ?? { value: 0, standardError: 0 },
      0.02,
    );
  });

  it('Brier score agrees with scikit-learn and the standard error of a mean', () => {
    expectEstimate(realisedBrier(given?.cells ?? []), given?.brier ?? { value: 0, standardError: 0 }, 0.02);
  });

  it('is unknown without rows', () => {
    expect(realisedLogLoss([]).value).toBeNaN();
    expect(realisedBrier([]).standardError).toBeNaN();
  });
});

describe('metrics of multiclass models', () => {
  const cases = readGolden<{ cells: MulticlassCell[]; accuracy: Estimate; macroF1: Estimate }>(
    import.meta.url,
    'multiclass',
  );

  it.each(cases)(
    'agrees with scikit-learn and its bootstrap, case %#',
    ({ cells, accuracy, macroF1: expected }) => {
      // 200 rows in the smallest case: the rows added against false certainty widen a high accuracy's error.
      expectEstimate(multiclassAccuracy(cells), accuracy, 0.1);
      expectEstimate(macroF1(cells), expected, 0.1);
    },
  );

  it('is not falsely certain of a perfect model of few rows', () => {
    const perfect = ['a', 'b', 'c'].map((name) => ({ prediction: name, label: name, rows: 4 }));
    for (const { value, standardError } of [multiclassAccuracy(perfect), macroF1(perfect)]) {
      expect(value).toBe(1);
      expect(standardError).toBeGreaterThan(0.05);
    }
  });

  it('leaves out classes that do not occur', () => {
    const cells = [
      { prediction: 'a', label: 'a', rows: 4 },
      { prediction: 'b', label: 'b', rows: 0 },
    ];
    expect(macroF1(cells).value).toBe(1);
  });

  it('is unknown without rows', () => {
    expect(multiclassAccuracy([]).value).toBeNaN();
    expect(macroF1([]).value).toBeNaN();
  });
});

describe('metrics of regression models', () => {
  const metrics = { meanAbsoluteError, rootMeanSquaredError, rSquared };
  type Name = keyof typeof metrics;
  const cases = readGolden<{ sums: RegressionErrorSums; expected: Record<Name, Estimate> }>(
    import.meta.url,
    'regression',
  );

  it.each(['meanAbsoluteError', 'rootMeanSquaredError'] as const)('%s agrees with scikit-learn', (name) => {
    for (const { sums, expected } of cases) expectEstimate(metrics[name](sums), expected[name], 0.06);
  });

  it('rSquared agrees with scikit-learn; its error is near and not below the bootstrap', () => {
    for (const { sums, expected } of cases) {
      const { value, standardError } = rSquared(sums);
      expect(relativeGap(value, expected.rSquared.value)).toBeLessThan(1e-9);
      expect(standardError / expected.rSquared.standardError).toBeGreaterThan(0.95);
      expect(standardError / expected.rSquared.standardError).toBeLessThan(1.3);
    }
  });

  it('is unknown without rows, and R² without variance of the label', () => {
    const none = {
      rows: 0,
      weight: 0,
      sumAbsoluteError: 0,
      sumSquaredError: 0,
      sumFourthPowerError: 0,
      sumLabel: 0,
      sumSquaredLabel: 0,
    };
    for (const metric of Object.values(metrics)) expect(metric(none).value).toBeNaN();
    const constant = { ...none, rows: 2, weight: 2, sumSquaredError: 2, sumLabel: 6, sumSquaredLabel: 18 };
    expect(rSquared(constant).value).toBeNaN();
  });
});

describe('estimateInterval', () => {
  it('is cut to what the metric can be', () => {
    const interval = estimateInterval({ value: 0.99, standardError: 0.02 }, 0.95, { low: 0, high: 1 });
    expect(interval.low).toBeCloseTo(0.99 - 1.959963984540054 * 0.02, 12);
    expect(interval.high).toBe(1);
  });
});
