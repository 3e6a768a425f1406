import type { Model, ReferenceSli, Sli } from '@driftline/contracts';
import { describe, expect, test } from 'vitest';
import { sliHarm } from './sliHarm.js';
import { worstSli } from './worstSli.js';

const sli = (metric: string, value: number | null): Sli => ({
  metric,
  kind: 'realised',
  estimator: 'realised',
  value,
  low: value,
  high: value,
  rows: 100,
});
const band = (metric: string, low: number, high: number, pages = true): ReferenceSli => ({
  metric,
  value: (low + high) / 2,
  low,
  high,
  pages,
});
const modelWith = (slis: ReferenceSli[]): Model => ({
  id: 'm',
  name: 'm',
  task: 'binary',
  positiveLabel: null,
  versions: [],
  columns: [],
  windowSeconds: 86_400,
  reference: { start: '2001-01-01T00:00:00Z', end: '2001-02-01T00:00:00Z', rows: 1, slis },
  rows: 1,
  labels: 1,
  newestEventAt: null,
  watermark: null,
  openIncidents: 0,
  createdAt: '2001-01-01T00:00:00Z',
});

describe('sliHarm, in widths of the reference band', () => {
  test.each([
    ['below the band of a metric that should be high', sli('roc-auc', 0.6), band('roc-auc', 0.7, 0.8), 1],
    ['above it is no harm', sli('roc-auc', 0.9), band('roc-auc', 0.7, 0.8), 0],
    ['above the band of a loss', sli('log-loss', 0.9), band('log-loss', 0.4, 0.5), 4],
    ['unknown value', sli('roc-auc', null), band('roc-auc', 0.7, 0.8), 0],
    ['no reference', sli('roc-auc', 0.1), undefined, 0],
  ])('%s', (_, figure, reference, harm) => expect(sliHarm(figure, reference)).toBeCloseTo(harm));
});

describe('worstSli', () => {
  test('prefers an SLI that may page over one farther outside that may not', () => {
    const model = modelWith([band('roc-auc', 0.7, 0.8), band('accuracy', 0.8, 0.81, false)]);
    expect(worstSli([sli('accuracy', 0.5), sli('roc-auc', 0.65)], model)?.sli.metric).toBe('roc-auc');
  });
  test('takes the farthest outside among equals', () => {
    const model = modelWith([band('roc-auc', 0.7, 0.8), band('f1', 0.7, 0.8)]);
    expect(worstSli([sli('roc-auc', 0.65), sli('f1', 0.4)], model)?.sli.metric).toBe('f1');
  });
  test('a known figure beats an unknown one when the model is unknown', () => {
    expect(worstSli([sli('f1', null), sli('roc-auc', 0.6)], undefined)?.sli.metric).toBe('roc-auc');
  });
  test('no SLI, no answer', () => expect(worstSli([], undefined)).toBeUndefined());
});
