import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueEvaluations, type EvaluatedWindow, type ScheduleInput } from './dueEvaluations.js';
import { DAY_SECONDS, HOUR_SECONDS, WEEK_SECONDS } from './windowSeconds.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const base: ScheduleInput = {
  windowSeconds: DAY_SECONDS,
  firstEvent: START,
  completeUntil: START,
  latenessSeconds: 3600,
  evaluated: [],
  coverage: 1,
  settleDays: 3,
};
const asOfs = (input: Partial<ScheduleInput>) =>
  dueEvaluations({ ...base, ...input }).map(({ asOf, state }) => [(asOf - START) / HOUR, state]);
const done = (change: Partial<EvaluatedWindow>): EvaluatedWindow => ({
  start: START,
  asOf: START + 25 * HOUR,
  maturity: 0.5,
  grewAt: START + 25 * HOUR,
  touched: false,
  ...change,
});

describe('dueEvaluations', () => {
  it('evaluates an open window at the quarter points that are complete', () => {
    expect(asOfs({ completeUntil: START + 13 * HOUR })).toEqual([
      [6, 'provisional'],
      [12, 'provisional'],
    ]);
  });

  it('evaluates finally at the end plus lateness', () => {
    expect(asOfs({ completeUntil: START + 24.9 * HOUR }).at(-1)).toEqual([18, 'provisional']);
    expect(asOfs({ completeUntil: START + 25 * HOUR }).at(-1)).toEqual([25, 'final']);
  });

  it('skips quarter points before the first event', () => {
    expect(asOfs({ firstEvent: START + 7 * HOUR, completeUntil: START + 13 * HOUR })).toEqual([
      [12, 'provisional'],
    ]);
  });

  it('does not repeat what is done', () => {
    const evaluated = [done({ asOf: START + 12 * HOUR })];
    expect(asOfs({ evaluated, completeUntil: START + 20 * HOUR })).toEqual([[18, 'provisional']]);
  });

  it('stops at the first asOf that decides what comes later', () => {
    expect(asOfs({ completeUntil: START + 90 * HOUR }).at(-1)).toEqual([25, 'final']);
  });

  it.each([
    ['labels still mature: a day later', {}, 72, [49, 'revised']],
    ['not yet complete up to it', {}, 48, undefined],
    ['labels complete', { maturity: 0.999 }, 72, undefined],
    ['labels stalled', { asOf: START + 97 * HOUR, grewAt: START + 25 * HOUR }, 200, undefined],
    ['labels grew again', { asOf: START + 97 * HOUR, grewAt: START + 73 * HOUR }, 200, [121, 'revised']],
    ['given up after ninety days', { asOf: START + 92 * DAY, grewAt: START + 92 * DAY }, 2400, undefined],
    [
      'touched when complete: at the newest revision time',
      { maturity: 1, touched: true },
      200,
      [193, 'revised'],
    ],
  ])('%s', (_case, change, hours, expected) => {
    const later = Array.from({ length: 110 }, (_, i) =>
      done({ start: START + (i + 1) * DAY, asOf: START + 120 * DAY, maturity: 1 }),
    );
    const evaluated = [done(change), ...later];
    const due = dueEvaluations({ ...base, evaluated, completeUntil: START + hours * HOUR });
    const own = due.find(({ start }) => start === START);
    expect(own && [(own.asOf - START) / HOUR, own.state]).toEqual(expected);
  });

  it('revises hourly windows at the same time of day', () => {
    const evaluated = [0, 5].map((hour) =>
      done({
        start: START + hour * HOUR,
        asOf: START + (hour + 2) * HOUR,
        grewAt: START + (hour + 2) * HOUR,
      }),
    );
    const input = { ...base, windowSeconds: HOUR_SECONDS, evaluated, completeUntil: START + 30 * HOUR };
    const times = [0, 5].map((hour) => {
      const others = Array.from({ length: 40 }, (_, i) => i)
        .filter((i) => i !== hour)
        .map((i) => done({ start: START + i * HOUR, asOf: START + 100 * HOUR, maturity: 1 }));
      return dueEvaluations({
        ...input,
        evaluated: [...evaluated.filter((e) => e.start === START + hour * HOUR), ...others],
      });
    });
    expect(times.map((due) => due.map(({ asOf }) => (asOf - START) / HOUR))).toEqual([[25], [25]]);
  });

  it('names the same evaluations whether called often or seldom', () => {
    const live = (steps: number[]) => {
      const windows = new Map<number, EvaluatedWindow>();
      const made: string[] = [];
      for (const until of steps) {
        for (;;) {
          const due = dueEvaluations({ ...base, completeUntil: until, evaluated: [...windows.values()] });
          if (due.length === 0) break;
          for (const { start, asOf, state } of due) {
            made.push(`${start} ${asOf} ${state}`);
            const maturity = Math.min(1, (asOf - start) / (4 * DAY));
            windows.set(start, { start, asOf, maturity, grewAt: asOf, touched: false });
          }
        }
      }
      return made;
    };
    const end = START + 9 * DAY;
    const atOnce = live([end]);
    expect(atOnce.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * 24 }), { maxLength: 20 }), (hours) => {
        const steps = hours.sort((a, b) => a - b).map((hour) => START + hour * HOUR);
        expect(live([...steps, end])).toEqual(atOnce);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  it('never goes back in asOf', () => {
    const due = dueEvaluations({ ...base, windowSeconds: WEEK_SECONDS, completeUntil: START + 40 * DAY });
    expect(due.map(({ asOf }) => asOf)).toEqual(due.map(({ asOf }) => asOf).sort((a, b) => a - b));
  });
});
