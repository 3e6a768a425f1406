import type { Model, Sli, Window } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { mainMetric, newestSli } from './newestSli.js';

const reference = (metric: string, pages: boolean) => ({ metric, value: 0.7, low: 0.6, high: 0.8, pages });
const model: Model = {
  id: 'm',
  name: 'm',
  task: 'binary',
  positiveLabel: null,
  versions: [],
  columns: [],
  windowSeconds: 86_400,
  reference: {
    start: '2001-01-01T00:00:00Z',
    end: '2001-02-01T00:00:00Z',
    rows: 1,
    slis: [reference('accuracy', false), reference('roc-auc', true)],
  },
  rows: 1,
  labels: 1,
  newestEventAt: null,
  watermark: null,
  openIncidents: 0,
  createdAt: '2001-01-01T00:00:00Z',
};
const sli = (kind: Sli['kind'], value: number | null, metric = 'roc-auc'): Sli => ({
  metric,
  kind,
  estimator: kind,
  value,
  low: null,
  high: null,
  rows: 1,
});
const window = (start: string, slis: Sli[]): Window => ({
  start,
  end: start,
  state: 'final',
  asOf: start,
  rows: 1,
  maturity: 1,
  slis,
  findings: [],
});

test('a metric that may page is the main one', () => expect(mainMetric(model)).toBe('roc-auc'));

test('no reference, no main metric', () => expect(mainMetric({ ...model, reference: null })).toBeUndefined());

test('labels win within a window; an unknown window gives way to the one before', () => {
  const windows = [
    window('2001-03-01T00:00:00Z', [sli('estimated', 0.6), sli('realised', 0.7)]),
    window('2001-03-02T00:00:00Z', [sli('realised', null), sli('realised', 0.9, 'accuracy')]),
  ];
  expect(newestSli(model, windows)?.sli.value).toBe(0.7);
});
