import { describe, expect, it } from 'vitest';
import { metricCatalog } from '../metrics/metricCatalog.js';
import { dayOf, estimateInputOf } from '../testing/evaluationOf.js';
import { storyOf } from '../testing/story.js';
import { cbpe } from './cbpe/cbpe.js';
import type { EstimateInput } from './estimator.js';
import { estimators } from './estimators.js';
import { realised } from './realised/realised.js';

const story = storyOf({ seed: 7, referenceDays: 28, liveDays: 20, rowsPerHour: 40 });
const mature = (day: number) => estimateInputOf(story, dayOf(story, day, 96));
const sliOf = (estimator: typeof cbpe, input: EstimateInput, metric: string) =>
  estimator.estimate(input).find((sli) => sli.metric === metric);
const empty = (input: EstimateInput): EstimateInput => ({
  ...input,
  rows: 0,
  maturity: 0,
  outcomes: { ...input.outcomes, predictions: [], labelled: [] },
});

/** What every estimator must keep. */
describe.each(estimators.map((estimator) => [estimator.name, estimator] as const))(
  '%s',
  (name, estimator) => {
    const slis = estimator.estimate(mature(0));

    it('names metrics of the catalog once each, and itself', () => {
      const metrics = slis.map(({ metric }) => metric);
      expect(metrics.length).toBeGreaterThan(0);
      expect(new Set(metrics).size).toBe(metrics.length);
      for (const sli of slis) {
        expect(metricCatalog).toHaveProperty(sli.metric);
        expect([sli.estimator, sli.kind]).toEqual([name, estimator.kind]);
      }
    });

    it('keeps its value within its interval, and both within the range of the metric', () => {
      for (const { metric, value, low, high } of slis) {
        const range = metricCatalog[metric]?.range ?? { low: Number.NaN, high: Number.NaN };
        expect([range.low, low, value, high, range.high]).toEqual(
          [range.low, low, value, high, range.high].toSorted((a, b) => Number(a) - Number(b)),
        );
      }
    });

    it('says why when it cannot know, and gives no figure', () => {
      for (const sli of estimator.estimate(empty(mature(0)))) {
        expect([sli.value, sli.low, sli.high]).toEqual([null, null, null]);
        expect(sli.reason).toMatch(/\w+ \w+/);
      }
    });

    it('is a pure function of its input', () => {
      const input = mature(1);
      const copy = structuredClone(input);
      expect(estimator.estimate(input)).toEqual(estimator.estimate(copy));
      expect(input).toEqual(copy);
    });

    it('holds its 95 % interval on stable days', () => {
      const truth = Array.from(
        { length: 20 },
        (_, day) => sliOf(realised, mature(day), 'accuracy')?.value ?? Number.NaN,
      );
      const covered = truth.filter((value, day) => {
        const sli = sliOf(estimator, mature(day), 'accuracy');
        return Number(sli?.low) <= value && value <= Number(sli?.high);
      });
      expect(covered.length).toBeGreaterThanOrEqual(18);
    });
  },
);

describe('realised', () => {
  it.each([
    ['only part of the labels', 20, /only \d+ % of the labels/],
    ['no labels', 0.01, /no labels|too few|only/],
  ])('cannot know yet with %s', (_case, hours, reason) => {
    const [sli] = realised.estimate(estimateInputOf(story, dayOf(story, 3, hours)));
    expect([sli?.value, sli?.reason]).toEqual([null, expect.stringMatching(reason)]);
  });

  it('would be biased by early labels: those at hand are better than the day turns out', () => {
    const early = estimateInputOf(story, dayOf(story, 3, 24));
    expect(early.maturity).toBeLessThan(0.95);
    const forced = realised.estimate({ ...early, coverage: early.maturity });
    const rate = (slis: typeof forced) => slis.find(({ metric }) => metric === 'positive-rate')?.value;
    expect(rate(forced)).toBeLessThan(Number(rate(realised.estimate(mature(3)))) - 0.005);
  });

  it('widens by what is pending', () => {
    const width = (coverage: number) => {
      const sli = sliOf(realised, { ...mature(2), coverage }, 'accuracy');
      return Number(sli?.high) - Number(sli?.low);
    };
    const { maturity } = mature(2);
    expect(width(maturity / 0.96)).toBeGreaterThan(width(maturity) + 0.03);
  });

  it('reports rows labelled, not rows predicted', () => {
    const input = mature(2);
    expect(sliOf(realised, input, 'accuracy')?.rows).toBe(
      input.outcomes.labelled.reduce((sum, cell) => sum + cell.rows, 0),
    );
  });
});

describe('cbpe', () => {
  it('sees a window of other inputs without labels', () => {
    const input = mature(0);
    const sure = input.outcomes.predictions.filter(({ sumScore, rows }) => sumScore / rows > 0.75);
    const rows = sure.reduce((sum, cell) => sum + cell.rows, 0);
    const estimate = cbpe.estimate({
      ...input,
      rows,
      outcomes: { ...input.outcomes, labelled: [], predictions: sure },
    });
    const accuracy = estimate.find(({ metric }) => metric === 'accuracy')?.value;
    expect(accuracy).toBeGreaterThan(Number(sliOf(cbpe, input, 'accuracy')?.value) + 0.05);
  });

  it('has an interval at least as wide as the natural scatter between days', () => {
    const sli = sliOf(cbpe, mature(4), 'positive-rate');
    const miss = story.reference.phases[3]?.misses['cbpe:positive-rate']?.sd ?? 0;
    expect(miss).toBeGreaterThan(0.01);
    expect(Number(sli?.high) - Number(sli?.low)).toBeGreaterThan(2 * 1.9 * miss);
  });
});
