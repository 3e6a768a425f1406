import type { Finding, Window } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { findingLanes } from './findingLanes.js';

const finding = (column: string | null, level: Finding['level'], kind = 'distance'): Finding => ({
  kind,
  column,
  level,
  effect: 1,
  threshold: 0.5,
  measure: 'jensen-shannon distance',
  message: '',
  details: {},
});
const window = (day: number, findings: Finding[]): Window => ({
  start: `2001-04-0${day}T00:00:00Z`,
  end: `2001-04-0${day + 1}T00:00:00Z`,
  state: 'final',
  asOf: `2001-04-0${day + 1}T00:00:00Z`,
  rows: 1,
  maturity: 1,
  slis: [],
  findings,
});

test('one lane per column, one mark per window, the most urgent level wins', () => {
  const lanes = findingLanes([
    window(2, [finding('rate', 'drift'), finding('rate', 'hard', 'nulls')]),
    window(1, [finding('rate', 'soft')]),
  ]);
  expect(lanes.map((lane) => [lane.column, lane.marks.map((mark) => mark.level)])).toEqual([
    ['rate', ['soft', 'hard']],
  ]);
});

test('urgent lanes stand before frequent ones', () => {
  const lanes = findingLanes([
    window(1, [finding('often', 'drift'), finding(null, 'soft')]),
    window(2, [finding('often', 'drift')]),
  ]);
  expect(lanes.map((lane) => lane.column)).toEqual([null, 'often']);
});

test('no finding, no lane', () => expect(findingLanes([window(1, [])])).toEqual([]));
