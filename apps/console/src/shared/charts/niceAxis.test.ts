import { expect, test } from 'vitest';
import type { SliChartRow } from '../slis/sliChartRows.js';
import { niceAxis } from './niceAxis.js';

const row = (value: number | null): SliChartRow => ({
  at: 0,
  end: 1,
  state: 'final',
  rows: 1,
  maturity: 1,
  realised: { value, band: null, rows: 1, estimator: 'realised', reason: undefined },
  estimated: undefined,
  blended: undefined,
});

test('ticks are round and hold every figure and the reference', () => {
  const { domain, ticks } = niceAxis([row(0.55), row(0.71)], {
    metric: 'roc-auc',
    value: 0.71,
    low: 0.69,
    high: 0.735,
    pages: true,
  });
  expect(ticks).toEqual([0.55, 0.6, 0.65, 0.7, 0.75]);
  expect(domain[0]).toBeLessThanOrEqual(0.55);
});

test('a constant figure still has a span', () => {
  const { domain } = niceAxis([row(0.8)], undefined);
  expect(domain[0]).toBeLessThan(0.8);
  expect(domain[1]).toBeGreaterThan(0.8);
});

test('nothing known leaves the unit interval', () => {
  expect(niceAxis([row(null)], undefined).domain).toEqual([0, 1]);
});
