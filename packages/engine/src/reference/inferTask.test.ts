import type { Task } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import type { ClassCount, OutcomeSurvey } from '../profile/outcomeSurvey.js';
import { inferPositiveLabel } from './inferPositiveLabel.js';
import { inferTask } from './inferTask.js';

const kinds = (counts: Record<string, number>, scores: Record<string, number> = {}, distinct?: number) => {
  const top = Object.entries(counts).map(
    ([value, rows]): ClassCount => ({
      value,
      rows,
      scoredRows: value in scores ? rows : 0,
      sumScore: (scores[value] ?? 0) * rows,
    }),
  );
  const rows = top.reduce((sum, one) => sum + one.rows, 0);
  const numeric = top
    .filter(({ value }) => Number.isFinite(Number(value)))
    .reduce((sum, one) => sum + one.rows, 0);
  return { rows, numeric, distinct: distinct ?? top.length, top };
};
const survey = (change: Partial<OutcomeSurvey>): OutcomeSurvey => ({
  rows: 10,
  predictions: kinds({}),
  labels: kinds({}),
  scoreQuantiles: [],
  confidenceQuantiles: [],
  ...change,
});

describe('inferTask', () => {
  it.each<[string, Partial<OutcomeSurvey>, Task | null]>([
    ['two strings', { predictions: kinds({ late: 5, on_time: 5 }) }, 'binary'],
    ['0 and 1', { predictions: kinds({ 0: 5, 1: 5 }), labels: kinds({ 0: 4 }) }, 'binary'],
    ['three strings', { predictions: kinds({ a: 1, b: 2, c: 3 }) }, 'multiclass'],
    [
      'a third class among the labels only',
      { predictions: kinds({ a: 1, b: 2 }), labels: kinds({ c: 1 }) },
      'multiclass',
    ],
    [
      'few whole numbers',
      { predictions: kinds({ 1: 1, 2: 2, 3: 3 }), labels: kinds({ 1: 1 }) },
      'multiclass',
    ],
    [
      'many numbers',
      { predictions: kinds({ 12: 1, 14: 1 }, {}, 500), labels: kinds({ 3: 1 }, {}, 400) },
      'regression',
    ],
    ['fractions', { predictions: kinds({ '12.5': 1, '14.1': 1 }), labels: kinds({ 13: 1 }) }, 'regression'],
    ['a third class once in a thousand rows', { labels: kinds({ yes: 600, no: 600, nn: 1 }) }, 'binary'],
    ['scores without predictions', { labels: kinds({ yes: 1, no: 2 }), scoreQuantiles: [0, 1] }, 'binary'],
    ['nothing', {}, null],
  ])('%s', (_case, change, task) => {
    expect(inferTask(survey(change))).toBe(task);
  });
});

describe('inferPositiveLabel', () => {
  it.each([
    ['true', { labels: kinds({ true: 1, false: 2 }) }, 'true'],
    ['1, although 0 scores higher', { labels: kinds({ 0: 9, 1: 1 }, { 0: 0.9, 1: 0.1 }) }, '1'],
    [
      'the class whose labels score higher',
      { labels: kinds({ late: 9, on_time: 1 }, { late: 0.7, on_time: 0.2 }) },
      'late',
    ],
    [
      'by predictions while labels are missing',
      { predictions: kinds({ a: 1, b: 1 }, { a: 0.2, b: 0.6 }) },
      'b',
    ],
    ['the rarer one without scores', { labels: kinds({ ok: 90, bad: 10 }) }, 'bad'],
    ['nothing', {}, null],
  ])('%s', (_case, change, label) => {
    expect(inferPositiveLabel(survey(change))).toBe(label);
  });
});
