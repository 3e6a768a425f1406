import type { Window } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { affectedRows } from './affectedRows.js';

const windows = [9, 10, 11, 12].map(
  (day): Window => ({
    start: `2001-04-${String(day).padStart(2, '0')}T00:00:00Z`,
    end: `2001-04-${String(day + 1).padStart(2, '0')}T00:00:00Z`,
    state: 'final',
    asOf: '2001-05-01T00:00:00Z',
    rows: day,
    maturity: 1,
    slis: [],
    findings: [],
  }),
);

test.each([
  ['an open incident counts to the end', null, 33],
  ['a closed one until it closed', '2001-04-12T00:00:00Z', 21],
])('%s', (_, closedAt, rows) =>
  expect(affectedRows({ startedAt: '2001-04-10T00:00:00Z', closedAt }, windows)).toBe(rows),
);
