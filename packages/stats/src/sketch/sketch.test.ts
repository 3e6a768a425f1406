import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binPositions } from './binPositions.js';
import { histogramOf } from './histogramOf.js';
import { mergeCounts } from './mergeCounts.js';
import { mergeMoments } from './mergeMoments.js';
import { mergeTopValues } from './mergeTopValues.js';
import type { Moments } from './moments.js';
import { momentsOf } from './momentsOf.js';
import { topValuesOf } from './topValuesOf.js';

const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 50 });
const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 40 });
const tally = (rows: string[]): [string, number][] => rows.map((row) => [row, 1]);
const assert = <T>(property: fc.IProperty<T>): void => fc.assert(property, { seed: 1 });

function expectSameMoments(actual: Moments, expected: Moments): void {
  const { count, min, max } = actual;
  expect({ count, min, max }).toEqual({ count: expected.count, min: expected.min, max: expected.max });
  const scale = Math.max(1, Math.abs(expected.min), Math.abs(expected.max));
  if (expected.count === 0) return;
  expect(Math.abs(actual.mean - expected.mean)).toBeLessThan(1e-12 * scale);
  expect(Math.abs(actual.m2 - expected.m2)).toBeLessThan(1e-11 * scale ** 2 * expected.count);
}

describe('moments', () => {
  it('merge to those of the union', () => {
    assert(
      fc.property(numbers, numbers, (a, b) => {
        expectSameMoments(mergeMoments(momentsOf(a), momentsOf(b)), momentsOf([...a, ...b]));
      }),
    );
  });

  it('keep their digits far from 0', () => {
    const { mean, m2 } = momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(mean).toBe(1e9 + 10);
    expect(m2).toBeCloseTo(90, 9);
  });

  it('leave NaNs out', () => {
    expect(momentsOf([1, Number.NaN, 3])).toEqual({ count: 2, mean: 2, m2: 2, min: 1, max: 3 });
  });
});

describe('histograms on fixed edges', () => {
  const edges = [-100, 0, 0.5, 1000];

  it('merge to that of the union and count every number once', () => {
    assert(
      fc.property(numbers, numbers, (a, b) => {
        const union = histogramOf([...a, ...b], edges);
        expect(mergeCounts(histogramOf(a, edges), histogramOf(b, edges))).toEqual(union);
        expect(union.reduce((sum, count) => sum + count, 0)).toBe(a.length + b.length);
      }),
    );
  });

  it.each([
    { value: -101, bin: 0 },
    { value: -100, bin: 1 },
    { value: 0, bin: 2 },
    { value: 0.4999, bin: 2 },
    { value: 999, bin: 3 },
    { value: 1000, bin: 4 },
    { value: Number.POSITIVE_INFINITY, bin: 4 },
  ])('put $value in bin $bin', ({ value, bin }) => {
    expect(histogramOf([value], edges).indexOf(1)).toBe(bin);
  });

  it('refuse to merge with other bins', () => {
    expect(() => mergeCounts([1], [1, 2])).toThrow(expect.objectContaining({ code: 'bins_differ' }));
  });
});

describe('binPositions', () => {
  it.each([
    { edges: [0, 10], min: -4, max: 20, expected: [-2, 5, 15] },
    { edges: [], min: 2, max: 4, expected: [3] },
    { edges: [0, 10], min: 3, max: 7, expected: [0, 5, 10] },
  ])('of edges $edges from $min to $max are $expected', ({ edges, min, max, expected }) => {
    expect([...binPositions(edges, min, max)]).toEqual(expected);
  });
});

describe('top values', () => {
  it('merge to those of the union while nothing was dropped', () => {
    assert(
      fc.property(words, words, (a, b) => {
        const merged = mergeTopValues(topValuesOf(tally(a), 7), topValuesOf(tally(b), 7), 7);
        expect(merged).toEqual(topValuesOf(tally([...a, ...b]), 7));
      }),
    );
  });

  it('keep the total and never count too many once strings were dropped', () => {
    assert(
      fc.property(words, words, (a, b) => {
        const { top, other } = mergeTopValues(topValuesOf(tally(a), 3), topValuesOf(tally(b), 3), 3);
        expect(top.reduce((sum, [, count]) => sum + count, other)).toBe(a.length + b.length);
        const truth = new Map(topValuesOf(tally([...a, ...b]), 7).top);
        for (const [value, count] of top) expect(count).toBeLessThanOrEqual(truth.get(value) ?? 0);
      }),
    );
  });

  it('order by count, then by name', () => {
    expect(topValuesOf(tally(['b', 'a', 'c', 'c']), 2)).toEqual({
      top: [
        ['c', 2],
        ['a', 1],
      ],
      other: 1,
    });
  });
});
