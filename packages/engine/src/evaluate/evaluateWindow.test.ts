import { seededUniform, standardNormal } from '@driftline/testkit';
import { describe, expect, it } from 'vitest';
import type { Reference } from '../reference/reference.js';
import { dayOf, evaluationOf } from '../testing/evaluationOf.js';
import type { EventRow } from '../testing/eventRow.js';
import { learnFrom } from '../testing/learnFrom.js';
import { MemoryStore } from '../testing/memoryStore.js';
import { REFERENCE_START, type Story, storyOf } from '../testing/story.js';
import type { Evaluation } from './evaluation.js';
import { evaluationRequests } from './evaluationRequests.js';
import { expectedCoverage } from './expectedCoverage.js';
import { historySeconds } from './historySeconds.js';

const DAY = 86_400_000;
const DAYS = 21;

/** A story of rows that a function makes, 300 a day; the last seven days are live. */
function made(outcome: (uniform: () => number) => Pick<EventRow, 'prediction' | 'label' | 'score'>): Story {
  const uniform = seededUniform(9);
  const liveStart = REFERENCE_START + (DAYS - 7) * DAY;
  const rows = Array.from({ length: DAYS * 300 }, (_, i): EventRow => {
    const timestamp = REFERENCE_START + Math.floor((i * DAY) / 300);
    const features = { distance: 100 * uniform() };
    return {
      timestamp,
      features,
      labelTime: timestamp + 60_000,
      reference: timestamp < liveStart,
      ...outcome(uniform),
    };
  });
  const store = new MemoryStore(rows);
  const period = {
    start: REFERENCE_START,
    end: liveStart,
    asOf: liveStart,
    reference: true,
    columns: ['distance'],
  };
  return { rows, store, reference: learnFrom(store, period), liveStart, end: REFERENCE_START + DAYS * DAY };
}

const slisOf = ({ slis }: Evaluation) =>
  slis.map(({ metric, kind, value }) => [metric, kind, value === null ? null : 'known']);

describe('a regression', () => {
  const story = made((uniform) => {
    const truth = 50 + 10 * standardNormal(uniform);
    return { prediction: String(truth + 2 * standardNormal(uniform)), label: String(truth), score: null };
  });
  const evaluation = evaluationOf(story, dayOf(story, 1, 25));

  it('has realised errors, which may page, and no estimate', () => {
    expect(story.reference.task).toBe('regression');
    expect(slisOf(evaluation)).toEqual([
      ['mae', 'realised', 'known'],
      ['rmse', 'realised', 'known'],
      ['mae', 'estimated', null],
      ['rmse', 'estimated', null],
    ]);
    expect(evaluation.slis[1]?.value).toBeCloseTo(2, 0);
    expect(story.reference.slis.map(({ pages }) => pages)).toEqual([true, true]);
    expect([evaluation.rows, evaluation.maturity]).toEqual([300, 1]);
  });
});

describe('a multiclass model with confidences', () => {
  const story = made((uniform) => {
    const confidence = 0.5 + 0.5 * uniform();
    const label = ['red', 'green', 'blue'][Math.floor(3 * uniform())] ?? 'red';
    const wrong = label === 'red' ? 'green' : 'red';
    return { prediction: uniform() < confidence ? label : wrong, label, score: confidence };
  });

  it('has accuracy by labels, and estimated from calibrated confidence', () => {
    expect(story.reference.task).toBe('multiclass');
    const { slis } = evaluationOf(story, dayOf(story, 1, 25));
    expect(slis.map(({ metric, kind }) => [metric, kind])).toEqual([
      ['accuracy', 'realised'],
      ['accuracy', 'estimated'],
    ]);
    for (const { value, low, high } of slis) {
      expect(Math.abs(Number(value) - 0.75)).toBeLessThan(0.08);
      expect(Number(low) < 0.75 && 0.75 < Number(high)).toBe(true);
    }
  });
});

describe('a model without outcomes', () => {
  it('still has findings and a window', () => {
    const { reference } = storyOf({ seed: 1, referenceDays: 7, liveDays: 0, rowsPerHour: 10 });
    const blind: Reference = { ...reference, task: null };
    const requests = evaluationRequests(blind, { start: 0, end: DAY, asOf: DAY, state: 'final' }, ['fresh']);
    expect(requests.outcomes).toBeNull();
    expect(requests.profile.columns).toEqual([...Object.keys(reference.columns), 'fresh']);
  });
});

describe('expectedCoverage', () => {
  const { reference } = storyOf({ seed: 1, referenceDays: 7, liveDays: 0, rowsPerHour: 10 });
  const past = (days: number, maturity: number): Evaluation => ({
    ...{ start: 0, end: DAY, asOf: DAY + days * DAY, state: 'revised' },
    ...{ rows: 100, maturity, slis: [], findings: [], measures: {} },
  });

  it.each([
    ['no history: as in the reference', [], 1],
    ['windows too young to tell', [past(0, 0.3), past(0, 0.3), past(0, 0.3)], 1],
    ['settled windows that label a tenth', [past(30, 0.1), past(30, 0.12), past(30, 0.1)], 0.1],
  ])('%s', (_case, history, coverage) => {
    expect(expectedCoverage(reference, history)).toBe(coverage);
  });
});

it.each([
  [3600, 21],
  [86_400, 42],
  [604_800, 182],
])('history of windows of %d seconds reaches back %d days', (seconds, days) => {
  expect(historySeconds(seconds)).toBe(days * 86_400);
});
