import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRow } from '../testing/eventRow.js';
import { outcomesOf } from '../testing/outcomesOf.js';
import { profileOf } from '../testing/profileOf.js';
import { mergeOutcomes } from './mergeOutcomes.js';
import { mergeProfiles } from './mergeProfiles.js';
import type { WindowProfile } from './windowProfile.js';

const layout = { edges: { x: [0, 5] }, categories: { x: ['a'] } };
const row = fc.record({
  x: fc.oneof(
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom('a', 'b', 'c'),
    fc.boolean(),
    fc.constant(null),
  ),
  score: fc.constantFrom(0.1, 0.5, 0.9, null),
  prediction: fc.constantFrom('late', 'on_time'),
  label: fc.constantFrom('late', 'on_time', null),
});
const rows = fc.array(row, { maxLength: 40 }).map((items) =>
  items.map(
    ({ x, ...rest }): EventRow => ({
      timestamp: 0,
      labelTime: 0,
      reference: false,
      features: { x },
      ...rest,
    }),
  ),
);
const scan = { start: 0, end: 1, asOf: 1, reference: false };
const profile = (of: readonly EventRow[]) =>
  profileOf(0, 1, of, { ...scan, columns: ['x'], aggregates: [], layout });
const outcomes = (of: readonly EventRow[]) =>
  outcomesOf(0, 1, of, {
    ...scan,
    scoreEdges: [0.3, 0.7],
    scoreOf: 'positive',
    positiveLabel: 'late',
    regression: false,
  });

/** Without the rounding of sums in another order, which may also leave a negative zero. */
const rounded = (value: number, digits: number) => Number(value.toFixed(digits)) + 0;

/** Quantiles and distinct counts do not merge exactly and are left out. */
function comparable({ columns, ...whole }: WindowProfile) {
  const { numeric, text, ...column } = columns.x ?? {};
  return {
    ...whole,
    ...column,
    numbers: numeric && {
      ...numeric,
      quantiles: [],
      mean: rounded(numeric.mean, 9),
      m2: rounded(numeric.m2, 6),
    },
    strings: text && { ...text, distinct: 0 },
  };
}

test('merged profiles equal the profile of the union', () => {
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      expect(comparable(mergeProfiles(profile(a), profile(b)))).toEqual(comparable(profile([...a, ...b])));
    }),
    { seed: 1 },
  );
});

test('merged outcomes equal the outcomes of the union', () => {
  const sorted = (of: ReturnType<typeof outcomes>) =>
    JSON.stringify(
      [of.predictions, of.labelled].map((cells) =>
        cells
          .map((cell) =>
            Object.entries(cell)
              .map(([key, value]) => [key, typeof value === 'number' ? value.toFixed(9) : value])
              .sort(),
          )
          .map((cell) => JSON.stringify(cell))
          .sort(),
      ),
    );
  fc.assert(
    fc.property(rows, rows, (a, b) => {
      expect(sorted(mergeOutcomes(outcomes(a), outcomes(b)))).toBe(sorted(outcomes([...a, ...b])));
    }),
    { seed: 1 },
  );
});
