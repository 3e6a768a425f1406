import { describe, expect, it } from 'vitest';
import { storyOf } from '../testing/story.js';
import { planReference } from './planReference.js';
import { surveyReference } from './referenceSurvey.js';

const { reference, liveStart } = storyOf({ seed: 3, referenceDays: 28, liveDays: 0, rowsPerHour: 30 });
const sli = (metric: string) => reference.slis.find((one) => one.metric === metric);

describe('learnReference', () => {
  it('infers the task, the positive label and the window', () => {
    expect([reference.task, reference.positiveLabel, reference.windowSeconds]).toEqual([
      'binary',
      'late',
      86_400,
    ]);
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
  });

  it('bins scores by about two hundred quantiles, and numbers by fewer', () => {
    expect(reference.scoreEdges.length).toBeGreaterThan(150);
    expect(reference.layout.edges.distance?.length).toBeGreaterThan(10);
    expect(reference.layout.categories.origin?.toSorted()).toEqual(['ATL', 'DFW', 'ORD', 'SEA']);
  });

  it('lets metrics page that a constant prediction would not meet', () => {
    expect(sli('roc-auc')?.pages).toBe(true);
    expect(sli('accuracy')?.pages).toBe(true);
    expect(sli('recall')).toMatchObject({ noSkill: 1, pages: false });
    expect(sli('positive-rate')?.pages).toBe(false);
  });

  it('puts the value within its band of natural variation', () => {
    for (const { low, value, high } of reference.slis) expect(low < value && value < high).toBe(true);
  });

  it('learns the delay of labels and that all of them come', () => {
    expect(reference.coverage).toBe(1);
    const share = (hours: number) => {
      const index = reference.labelDelay?.ages.findIndex((age) => age >= hours * 3_600_000) ?? -1;
      return reference.labelDelay?.known[index] ?? Number.NaN;
    };
    expect(share(1)).toBeGreaterThan(0.2);
    expect(share(1)).toBeLessThan(0.6);
    expect(share(48)).toBeGreaterThan(0.98);
  });

  it('expects nights to differ from days: quarter points have norms of their own', () => {
    const [first] = reference.phases;
    expect(first?.columns.hour?.distanceBound).toBeGreaterThan(0.5);
    expect(reference.phases.at(-1)?.columns.hour?.distanceBound).toBeLessThan(0.2);
  });

  it('refuses a period without predictions', () => {
    const period = { start: 0, end: liveStart, asOf: liveStart, reference: true, columns: [] };
    const requests = surveyReference(period);
    const whole = { start: 0, end: 1, rows: 0, weight: 0, versions: {}, duplicates: 0, columns: {} };
    const none = { rows: 0, numeric: 0, distinct: 0, top: [] };
    const outcomes = {
      rows: 0,
      predictions: none,
      labels: none,
      scoreQuantiles: [],
      confidenceQuantiles: [],
    };
    expect(requests.hourly.everySeconds).toBe(3600);
    expect(() => planReference(period, { hourly: [], whole, outcomes })).toThrow(/no predictions/);
  });
});

describe('a weak model', () => {
  it('pages nobody by a metric that guessing would meet', () => {
    const weak = storyOf({ seed: 4, referenceDays: 14, liveDays: 0, rowsPerHour: 10, dailySwing: 1.5 });
    const log = weak.reference.slis.find(({ metric }) => metric === 'log-loss');
    expect(log?.pages).toBe(false);
  });
});
