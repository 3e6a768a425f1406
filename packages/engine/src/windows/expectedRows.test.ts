import { expect, test } from 'vitest';
import { expectedRows } from './expectedRows.js';

const HOUR = 3_600_000;
const MONDAY = Date.UTC(2026, 0, 5);
const table = Array.from({ length: 168 }, (_, hour) => hour);

test.each([
  ['one hour', 0, 1, 0],
  ['two hours', 1, 3, 3],
  ['half an hour', 10, 10.5, 5],
  ['over the end of the week', 167, 169, 167],
  ['a whole week', 0, 168, (167 * 168) / 2],
])('%s', (_case, from, to, rows) => {
  expect(expectedRows(table, MONDAY + from * HOUR, MONDAY + to * HOUR)).toBeCloseTo(rows);
});
