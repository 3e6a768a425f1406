import { readGolden, relativeGap } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random/seededRandom.js';
import { type DistanceName, distances } from './distances.js';
import { nullDistribution } from './nullDistribution.js';

interface Case {
  name: string;
  rows: number;
  reference: number[];
  positions: number[];
  /** At .5, .95, .99 and .999, by brute force. */
  quantiles: Record<DistanceName, number[]>;
}

const PROBABILITIES = [0.5, 0.95, 0.99, 0.999];

/** 512 draws leave a standard deviation of 2 to 7 % in the .999 quantile, measured over 30 seeds; two of them pass. */
const TOLERANCE = 0.14;

describe.each(readGolden<Case>(import.meta.url, 'nullQuantiles'))('null distribution of $name', (given) => {
  const reference = {
    counts: Float64Array.from(given.reference),
    positions: Float64Array.from(given.positions),
  };

  it.each(Object.entries(distances))('%s agrees with brute force', (name, distance) => {
    const found = nullDistribution(distance, reference, given.rows, seededRandom(given.name));
    PROBABILITIES.forEach((p, i) => {
      const expected = given.quantiles[name as DistanceName][i] ?? Number.NaN;
      expect(
        relativeGap(found.quantile(p) ** (1 / distance.order), expected ** (1 / distance.order)),
      ).toBeLessThan(TOLERANCE);
      expect(found.survival(found.quantile(p))).toBeCloseTo(1 - p, 9);
    });
  });
});

describe('nullDistribution', () => {
  const reference = { counts: Float64Array.of(400, 300, 300) };

  it('repeats itself for a seed', () => {
    const of = () => nullDistribution(distances.psi, reference, 100, seededRandom(5)).quantile(0.99);
    expect(of()).toBe(of());
  });

  it('shrinks with the square root of the rows', () => {
    const at = (rows: number) =>
      nullDistribution(
        distances.hellinger,
        { counts: reference.counts.map((c) => c * 1e6) },
        rows,
        seededRandom(1),
      );
    expect(at(100).quantile(0.95) / at(10_000).quantile(0.95)).toBeCloseTo(10, 0);
  });

  it.each([
    ['a single bin', { counts: Float64Array.of(50) }, 100],
    ['no rows in the window', reference, 0],
    ['no rows in the reference', { counts: Float64Array.of(0, 0) }, 100],
  ])('gives chance no effect for %s', (_, given, rows) => {
    const found = nullDistribution(distances.jensenShannon, given, rows, seededRandom(1));
    expect(found.quantile(0.999)).toBe(0);
    expect(found.survival(0)).toBe(1);
    expect(found.survival(0.1)).toBe(0);
  });
});
