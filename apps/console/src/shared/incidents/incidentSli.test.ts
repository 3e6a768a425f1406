import type { Sli } from '@driftline/contracts';
import { expect, test } from 'vitest';
import { incidentSli } from './incidentSli.js';

const sli = (metric: string, kind: Sli['kind'], value: number | null): Sli => ({
  metric,
  kind,
  estimator: kind,
  value,
  low: null,
  high: null,
  rows: 1,
});
const slis = [
  sli('log-loss', 'realised', 1),
  sli('roc-auc', 'estimated', 0.8),
  sli('roc-auc', 'realised', 0.5),
];

test.each([
  ['the metric that the title names, from labels', 'x changed, and ROC AUC fell', slis, ['roc-auc', 0.5]],
  ['its estimate when labels cannot tell', 'ROC AUC fell', slis.slice(0, 2), ['roc-auc', 0.8]],
  ['the first known when the title names none', 'x changed', slis, ['log-loss', 1]],
  [
    'a named one that is unknown gives way',
    'Log loss rose',
    [sli('log-loss', 'realised', null), ...slis.slice(1)],
    ['roc-auc', 0.8],
  ],
])('%s', (_, title, given, expected) => {
  const chosen = incidentSli({ title, slis: given }, undefined)?.sli;
  expect([chosen?.metric, chosen?.value]).toEqual(expected);
});
