import type { Window } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { metricsOf, sliChartRows } from './sliChartRows.js';

const window = (day: string, slis: Window['slis']): Window => ({
  start: `${day}T00:00:00Z`,
  end: `${day}T23:59:59Z`,
  state: 'final',
  asOf: `${day}T23:59:59Z`,
  rows: 10,
  maturity: 0.5,
  slis,
  findings: [],
});
const sli = (metric: string, kind: 'realised' | 'estimated', value: number | null, reason?: string) => ({
  metric,
  kind,
  estimator: kind,
  value,
  low: value === null ? null : value - 0.1,
  high: value === null ? null : value + 0.1,
  rows: 5,
  ...(reason === undefined ? {} : { reason }),
});

test('rows are in time order and keep realised and estimated apart', () => {
  const rows = sliChartRows(
    [window('2001-02-02', [sli('f1', 'estimated', 0.5)]), window('2001-02-01', [sli('f1', 'realised', 0.4)])],
    'f1',
  );
  expect(rows.map((row) => [row.realised?.value, row.estimated?.value])).toEqual([
    [0.4, undefined],
    [undefined, 0.5],
  ]);
});

test('what cannot be known has no band and keeps its reason', () => {
  const [row] = sliChartRows([window('2001-02-01', [sli('f1', 'realised', null, 'no label yet')])], 'f1');
  expect(row?.realised).toEqual({
    value: null,
    band: null,
    rows: 5,
    estimator: 'realised',
    reason: 'no label yet',
  });
});

test('metrics that may page come first, each once', () => {
  expect(
    metricsOf([window('2001-02-01', [sli('f1', 'realised', 1)])], ['roc-auc'], ['f1', 'roc-auc']),
  ).toEqual(['roc-auc', 'f1']);
});
