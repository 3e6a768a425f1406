import { describe, expect, it } from 'vitest';
import { drawNormal } from '../../random/drawNormal.js';
import type { Random } from '../../random/random.js';
import { seededRandom } from '../../random/seededRandom.js';
import { type AffineQuantileMap, affineQuantileMap } from './affineQuantileMap.js';

const PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1];
const ROWS = 5000;

type Draw = (random: Random) => number;

const normal: Draw = drawNormal;
const celsius: Draw = (random) => 12 + 8 * drawNormal(random);
const lognormal: Draw = (random) => Math.exp(0.8 * drawNormal(random));
const smallFraction: Draw = (random) => (random() < 0.4 ? 0 : Math.round(30 * random()) / 100);
const smallCount: Draw = (random) => Math.floor(5 * random() * random());
const dollars: Draw = (random) => 20 + 5 * drawNormal(random) + (random() < 0.05 ? 60 : 0);

/** Maps quantiles of independent samples, so that every case carries sampling noise. */
function mapOf(draw: Draw, change: Draw, seed: number): AffineQuantileMap {
  const random = seededRandom(seed);
  const quantiles = (of: Draw): number[] => {
    const rows = Float64Array.from({ length: ROWS }, () => of(random)).sort();
    return PROBABILITIES.map((p) => rows[Math.floor(p * (ROWS - 1))] ?? Number.NaN);
  };
  return affineQuantileMap(quantiles(draw), quantiles(change));
}

const times =
  (draw: Draw, factor: number, offset = 0): Draw =>
  (random) =>
    factor * draw(random) + offset;

const changes: [
  name: string,
  draw: Draw,
  change: Draw,
  kind: AffineQuantileMap['kind'],
  factor: number,
  offset: number,
][] = [
  ['the same normal column', normal, normal, 'identity', 1, 0],
  ['the same heavy-tailed column', lognormal, lognormal, 'identity', 1, 0],
  ['the same column of ties', smallCount, smallCount, 'identity', 1, 0],
  ['small fractions in percent', smallFraction, times(smallFraction, 100), 'factor', 100, 0],
  ['percent as fractions', times(smallFraction, 100), smallFraction, 'factor', 0.01, 0],
  ['small counts times a thousand', smallCount, times(smallCount, 1000), 'factor', 1000, 0],
  ['heavy tail in cents', lognormal, times(lognormal, 100), 'factor', 100, 0],
  ['signed column in thousandths', normal, times(normal, 1000), 'factor', 1000, 0],
  ['miles in kilometres', dollars, times(dollars, 1.609344), 'factor', 1.609344, 0],
  ['Celsius in Kelvin', celsius, times(celsius, 1, 273.15), 'offset', 1, 273.15],
  ['Kelvin in Celsius', times(celsius, 1, 273.15), celsius, 'offset', 1, -273.15],
  ['Celsius in Fahrenheit', celsius, times(celsius, 1.8, 32), 'affine', 1.8, 32],
  ['Fahrenheit in Celsius', times(celsius, 1.8, 32), celsius, 'affine', 1 / 1.8, -32 / 1.8],
  ['a column standardised by mistake', dollars, times(dollars, 0.1, -2), 'affine', 0.1, -2],
];

const ordinaryShifts: [name: string, draw: Draw, change: Draw][] = [
  ['a mean moved by one deviation', normal, times(normal, 1, 1)],
  ['a mean moved by four deviations', normal, times(normal, 1, 4)],
  ['a deviation doubled', normal, times(normal, 2)],
  ['a warmer season', celsius, times(celsius, 1, 10)],
  ['a warmer and more varied season', celsius, times(celsius, 1.3, 6)],
  ['prices up by a fifth', dollars, times(dollars, 1.2)],
  ['a heavy tail doubled', lognormal, times(lognormal, 2)],
  ['a heavy tail tripled', lognormal, times(lognormal, 3)],
  [
    'half of the rows in percent',
    smallFraction,
    (random) => smallFraction(random) * (random() < 0.5 ? 100 : 1),
  ],
  ['a sign lost', normal, (random) => Math.abs(drawNormal(random))],
  ['a constant in place of a column', normal, () => 7],
  ['a column in place of a constant', () => 7, normal],
];

describe('affineQuantileMap', () => {
  it.each(changes)('finds %s', (_, draw, change, kind, factor, offset) => {
    for (const seed of [1, 2, 3]) {
      const map = mapOf(draw, change, seed);
      expect(map.kind).toBe(kind);
      if (kind === 'identity') continue;
      expect(Math.abs(map.factor / factor - 1)).toBeLessThan(0.05);
      expect(Math.abs(map.offset - offset)).toBeLessThan(Math.max(0.01 * Math.abs(offset), 0.2));
      expect(map.residual).toBeLessThan(0.1);
    }
  });

  it.each(ordinaryShifts)('claims no change of unit for %s', (_, draw, change) => {
    for (const seed of [1, 2, 3, 4, 5]) expect(mapOf(draw, change, seed).kind).toBe('none');
  });

  it('finds an exact factor on exact quantiles', () => {
    const map = affineQuantileMap([0, 0, 0.01, 0.02, 0.05, 0.1], [0, 0, 1, 2, 5, 10]);
    expect(map).toEqual({ kind: 'factor', factor: 100, offset: 0, residual: expect.closeTo(0, 12) });
  });

  it('knows nothing of nothing', () => {
    expect(affineQuantileMap([], []).kind).toBe('none');
    expect(affineQuantileMap([1, Number.NaN, 3], [1, 2, 3]).kind).toBe('none');
  });
});
