import { drawNormal, seededRandom } from '@driftline/stats';
import { describe, expect, it } from 'vitest';
import { natural } from './natural.js';

/** Windows with a natural spread of 0.05, correlated neighbours, and sampling noise on top. */
function windows(count: number, correlation: number, noise: number) {
  const random = seededRandom(`natural ${correlation}`);
  let state = drawNormal(random);
  return Array.from({ length: count }, () => {
    state = correlation * state + Math.sqrt(1 - correlation ** 2) * drawNormal(random);
    return { value: 0.7 + 0.05 * state + noise * drawNormal(random), standardError: noise };
  });
}

describe('natural', () => {
  it.each([0.01, 0.05])('tells natural spread from sampling noise of %d', (noise) => {
    const { mean, sd } = natural(windows(400, 0, noise), 0.001);
    expect(Math.abs(mean - 0.7)).toBeLessThan(0.015);
    expect(Math.abs(sd - 0.05)).toBeLessThan(0.01);
  });

  it.each([0, 0.6])('finds a correlation of %d although noise hides part of it', (correlation) => {
    expect(Math.abs(natural(windows(600, correlation, 0.03), 0.001).correlation - correlation)).toBeLessThan(
      0.12,
    );
  });

  it.each([
    ['one window: twice the floor', 1, 0.04],
    ['many equal windows: the floor', 30, 0.02],
  ])('%s', (_case, count, sd) => {
    const equal = Array.from({ length: count }, () => ({ value: 0.7, standardError: 0 }));
    expect(natural(equal, 0.02)).toMatchObject({ sd, windows: count, correlation: 0 });
  });

  it('leaves out windows that cannot tell', () => {
    expect(natural([{ value: Number.NaN, standardError: Number.NaN }], 0.02)).toEqual({
      mean: 0,
      sd: 0.04,
      correlation: 0,
      windows: 0,
    });
  });
});
