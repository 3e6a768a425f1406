import { describe, expect, it } from 'vitest';
import { normalCdf } from '../distributions/normalCdf.js';
import { momentsOf } from '../sketch/momentsOf.js';
import { drawBinomial } from './drawBinomial.js';
import { drawMultinomial } from './drawMultinomial.js';
import { drawNormal } from './drawNormal.js';
import { seededRandom } from './seededRandom.js';
import { seedFrom } from './seedFrom.js';

const DRAWS = 50_000;
const repeat = (draw: () => number): number[] => Array.from({ length: DRAWS }, draw);

describe('seededRandom', () => {
  it('repeats its stream for a seed and starts another for another', () => {
    const take = (seed: number | string): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, random);
    };
    expect(take(7)).toEqual(take(7));
    expect(take('a')).toEqual(take('a'));
    expect(take(7)).not.toEqual(take(8));
  });

  it('is uniform on [0, 1)', () => {
    const { mean, m2, count, min, max } = momentsOf(repeat(seededRandom(1)));
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / DRAWS));
    expect(m2 / count).toBeCloseTo(1 / 12, 2);
    expect(min).toBeGreaterThanOrEqual(0);
    expect(max).toBeLessThan(1);
  });
});

describe('seedFrom', () => {
  it('keeps parts apart', () => {
    expect(seedFrom('ab', 'c')).not.toBe(seedFrom('a', 'bc'));
  });

  it('gives 32-bit seeds without collision for a thousand columns', () => {
    const seeds = new Set(Array.from({ length: 1000 }, (_, i) => seedFrom('column', i)));
    expect(seeds.size).toBe(1000);
    for (const seed of seeds) expect(seed >>> 0).toBe(seed);
  });
});

describe('drawNormal', () => {
  it('follows the normal distribution function', () => {
    const random = seededRandom(2);
    const draws = repeat(() => drawNormal(random));
    for (const z of [-2, -0.5, 0, 1, 2.5]) {
      const share = draws.filter((draw) => draw <= z).length / DRAWS;
      expect(Math.abs(share - normalCdf(z))).toBeLessThan(4 / (2 * Math.sqrt(DRAWS)));
    }
  });
});

describe('drawBinomial', () => {
  it.each([
    { n: 50, p: 0.1 },
    { n: 1000, p: 0.3 },
    { n: 100_000, p: 0.02 },
    { n: 40, p: 0.93 },
    { n: 1, p: 0.5 },
  ])('has the mean and variance of n = $n, p = $p', ({ n, p }) => {
    const random = seededRandom(n);
    const { mean, m2, count, min, max } = momentsOf(repeat(() => drawBinomial(random, n, p)));
    const variance = n * p * (1 - p);
    expect(Math.abs(mean - n * p)).toBeLessThan(4 * Math.sqrt(variance / DRAWS));
    expect(Math.abs(m2 / count / variance - 1)).toBeLessThan(0.04);
    expect(min).toBeGreaterThanOrEqual(0);
    expect(max).toBeLessThanOrEqual(n);
  });

  it.each([
    { n: 0, p: 0.5, expected: 0 },
    { n: 10, p: 0, expected: 0 },
    { n: 10, p: 1, expected: 10 },
  ])('is certain for n = $n, p = $p', ({ n, p, expected }) => {
    expect(drawBinomial(seededRandom(1), n, p)).toBe(expected);
  });
});

describe('drawMultinomial', () => {
  it('hands out every row, none to an empty bin, and the expected share to the others', () => {
    const random = seededRandom(3);
    const weights = Float64Array.of(1, 0, 3, 6, 0);
    const sums = new Float64Array(5);
    for (let i = 0; i < 2000; i++) {
      const counts = drawMultinomial(random, 100, weights);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
      counts.forEach((count, bin) => {
        sums[bin] = (sums[bin] ?? 0) + count / 200_000;
      });
    }
    [0.1, 0, 0.3, 0.6, 0].forEach((share, bin) => {
      expect(sums[bin]).toBeCloseTo(share, 2);
    });
    expect(sums[1]).toBe(0);
    expect(sums[4]).toBe(0);
  });
});
