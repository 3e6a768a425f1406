import { readGolden, relativeGap } from '@driftline/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeCounts } from '../sketch/mergeCounts.js';
import type { BinnedDistribution } from './binnedDistribution.js';
import type { Distance } from './distance.js';
import { type DistanceName, distances } from './distances.js';

const BINS = 6;
const ASYMMETRIC = ['wasserstein'];
const positions = Float64Array.of(-3, -1, 0, 2, 5, Number.NaN);

/** Counts with at least one placed row, over the bins above; the last is the null bin. */
const distribution: fc.Arbitrary<BinnedDistribution> = fc
  .array(fc.nat(10_000), { minLength: BINS, maxLength: BINS })
  .filter((counts) => counts.slice(0, -1).some((count) => count > 0))
  .map((counts) => ({ counts: Float64Array.from(counts), positions }));

const scaled = ({ counts }: BinnedDistribution, factor: number): BinnedDistribution => ({
  counts: counts.map((count) => count * factor),
  positions,
});
const property = (
  arbitrary: fc.Arbitrary<BinnedDistribution[]>,
  check: (given: BinnedDistribution[]) => void,
) => fc.assert(fc.property(arbitrary, check), { seed: 1, numRuns: 200 });
const some = (count: number) => fc.array(distribution, { minLength: count, maxLength: count });

/** Rounding of sums over a few bins; square roots halve the digits next to 0. */
const ROUNDING = 1e-7;

describe.each(Object.entries(distances))('%s conforms', (name, distance) => {
  const effect = (reference?: BinnedDistribution, window?: BinnedDistribution): number => {
    if (!reference || !window) return Number.NaN;
    return distance.effect(reference, window);
  };

  it('is registered under its own name', () => {
    expect(distance.name).toBe(name);
  });

  it('is 0 on equal proportions, whatever the row counts', () => {
    property(some(1), ([a]) => {
      if (a) expect(effect(a, scaled(a, 3))).toBeLessThan(ROUNDING);
    });
  });

  it('lies between 0 and its bound', () => {
    property(some(2), ([a, b]) => {
      expect(effect(a, b)).toBeGreaterThanOrEqual(0);
      expect(effect(a, b)).toBeLessThanOrEqual(distance.bound + ROUNDING);
    });
  });

  it('does not depend on row counts', () => {
    property(some(2), ([a, b]) => {
      if (a && b) expect(effect(scaled(a, 7), scaled(b, 0.5))).toBeCloseTo(effect(a, b), 7);
    });
  });

  it('shrinks when reference rows are merged into the window', () => {
    property(some(2), ([a, b]) => {
      if (!a || !b) return;
      const merged: BinnedDistribution = { counts: mergeCounts(a.counts, b.counts), positions };
      expect(effect(a, merged)).toBeLessThanOrEqual(effect(a, b) + ROUNDING);
    });
  });

  it('reaches a clear effect on disjoint distributions', () => {
    const low: BinnedDistribution = { counts: Float64Array.of(9, 0, 0, 0, 0, 0), positions };
    const high: BinnedDistribution = { counts: Float64Array.of(0, 0, 0, 0, 9, 0), positions };
    expect(effect(low, high)).toBeGreaterThanOrEqual(Math.min(1, distance.bound) - ROUNDING);
  });

  it('is unknown without rows', () => {
    const empty: BinnedDistribution = { counts: new Float64Array(BINS), positions };
    const full: BinnedDistribution = { counts: new Float64Array(BINS).fill(1), positions };
    expect(effect(full, empty)).toBeNaN();
    expect(effect(empty, full)).toBeNaN();
  });

  it('leaves its arguments alone', () => {
    const a: BinnedDistribution = { counts: Float64Array.of(1, 2, 3, 4, 5, 6), positions };
    const b: BinnedDistribution = { counts: Float64Array.of(6, 5, 4, 3, 2, 1), positions };
    effect(a, b);
    expect([...a.counts, ...b.counts]).toEqual([1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1]);
  });

  it('refuses different bins', () => {
    const shorter: BinnedDistribution = {
      counts: Float64Array.of(1, 2),
      positions: positions.subarray(0, 2),
    };
    const longer: BinnedDistribution = { counts: new Float64Array(BINS).fill(1), positions };
    expect(() => effect(shorter, longer)).toThrow(expect.objectContaining({ code: 'bins_differ' }));
  });
});

/** Distances by a property that the rules below are about; those that a rule does not fit are named by a test. */
const withProperty = (has: (distance: Distance) => boolean): [string, Distance][] =>
  Object.entries(distances).filter(([, distance]) => has(distance));
const namesOf = (entries: [string, Distance][]) => entries.map(([name]) => name).sort();

describe('symmetry', () => {
  it.each(withProperty(({ symmetric }) => symmetric))('%s is symmetric', (_name, { effect }) => {
    property(some(2), ([a, b]) => {
      if (a && b) expect(effect(a, b)).toBeCloseTo(effect(b, a), 9);
    });
  });

  it('does not hold where the effect is measured in spreads of the reference', () => {
    expect(namesOf(withProperty(({ symmetric }) => !symmetric))).toEqual(ASYMMETRIC);
    const narrow: BinnedDistribution = { counts: Float64Array.of(9, 1, 0, 0, 0, 0), positions };
    const wide: BinnedDistribution = { counts: Float64Array.of(5, 0, 0, 0, 5, 0), positions };
    const { effect } = distances.wasserstein;
    expect(effect(narrow, wide)).not.toBeCloseTo(effect(wide, narrow), 3);
  });
});

describe('positions', () => {
  const bare: BinnedDistribution = { counts: Float64Array.of(1, 2) };
  const other: BinnedDistribution = { counts: Float64Array.of(2, 1) };

  it.each(withProperty(({ kind }) => kind === 'numeric'))('%s asks for them', (_name, { effect }) => {
    expect(() => effect(bare, other)).toThrow(expect.objectContaining({ code: 'positions_missing' }));
  });

  it.each(withProperty(({ kind }) => kind !== 'numeric'))('%s needs none', (_name, { effect }) => {
    expect(effect(bare, other)).toBeGreaterThan(0);
  });
});

interface Case {
  reference: number[];
  window: number[];
  positions: (number | null)[];
  expected: Record<DistanceName, number>;
}

describe.each(readGolden<Case>(import.meta.url, 'distances'))('against SciPy, case %#', (given) => {
  const place = Float64Array.from(given.positions, (position) => position ?? Number.NaN);

  it.each(Object.entries(distances))('%s', (name, distance) => {
    const actual = distance.effect(
      { counts: Float64Array.from(given.reference), positions: place },
      { counts: Float64Array.from(given.window), positions: place },
    );
    expect(relativeGap(actual, given.expected[name as DistanceName])).toBeLessThan(1e-12);
  });
});

describe('wasserstein', () => {
  it('measures in spans of the axis when the reference sits in one bin', () => {
    const reference = { counts: Float64Array.of(10, 0, 0), positions: Float64Array.of(0, 5, 10) };
    const window = { counts: Float64Array.of(5, 0, 5), positions: Float64Array.of(0, 5, 10) };
    expect(distances.wasserstein.effect(reference, window)).toBe(0.5);
  });
});
