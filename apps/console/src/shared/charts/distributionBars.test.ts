import { expect, test } from 'vitest';
import type { Profiles } from '../api/profiles.js';
import { distributionBars } from './distributionBars.js';

const window = (start: string, counts: number[], mean: number | null = null) => ({
  start,
  end: start,
  rows: counts.reduce((a, b) => a + b, 0),
  missing: 0,
  mean,
  counts,
});
const profiles: Profiles = {
  column: 'rate',
  edges: [0.5],
  categories: null,
  reference: { counts: [30, 10] },
  windows: [
    window('2001-04-01T00:00:00Z', [1, 3], 0.6),
    window('2001-04-02T00:00:00Z', [0, 4], 0.9),
    window('2001-05-01T00:00:00Z', [9, 0]),
  ],
};
const april = [Date.parse('2001-04-01T00:00:00Z'), Date.parse('2001-04-30T00:00:00Z')] as const;

test('sums the windows of the time asked for, as shares', () => {
  expect(distributionBars(profiles, ...april).bars).toEqual([
    { label: 'under 0.5', reference: 0.75, current: 0.125 },
    { label: '0.5 and more', reference: 0.25, current: 0.875 },
  ]);
});

test('weighs the means by the rows of their windows', () => {
  expect(distributionBars(profiles, ...april).mean).toBeCloseTo(0.75);
});

test('names categories and the bin of all others', () => {
  const text = { ...profiles, edges: null, categories: ['late'] };
  expect(distributionBars(text, ...april).bars.map((bar) => bar.label)).toEqual(['late', 'others']);
});

test('no reference and no window leave nothing to draw', () => {
  expect(distributionBars({ ...profiles, reference: null, windows: [] }, ...april).bars).toEqual([]);
});

test('bins between two edges name both; booleans are false and true', () => {
  const three = { ...profiles, edges: [0, 0.5], reference: { counts: [1, 1, 1] }, windows: [] };
  const truth = { ...profiles, edges: null };
  expect(distributionBars(three, ...april).bars.map((bar) => bar.label)).toEqual([
    'under 0',
    '0 to 0.5',
    '0.5 and more',
  ]);
  expect(distributionBars(truth, ...april).bars.map((bar) => bar.label)).toEqual(['false', 'true']);
});
