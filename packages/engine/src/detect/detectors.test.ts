import { findingSchema } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { evaluateWindow } from '../evaluate/evaluateWindow.js';
import { requiredAggregates } from '../evaluate/requiredAggregates.js';
import { dayOf, detectInputOf, evaluationOf, withFeatures } from '../testing/evaluationOf.js';
import type { EventRow } from '../testing/eventRow.js';
import { storyOf } from '../testing/story.js';
import { detectors } from './detectors.js';

const story = storyOf({ seed: 11, referenceDays: 28, liveDays: 3, rowsPerHour: 40 });
const stories = {
  stable: story,
  'missing wind in a tenth of the rows': changed((f, i) => (i % 10 === 0 ? { ...f, wind: null } : f)),
  'missing wind in half of the rows': changed((f, i) => (i % 2 === 0 ? { ...f, wind: null } : f)),
  'no wind at all': changed(({ wind: _gone, ...f }) => f),
  'wind as text': changed((f) => ({ ...f, wind: String(f.wind) })),
  'a third of wind as text': changed((f, i) => (i % 3 === 0 ? { ...f, wind: String(f.wind) } : f)),
  'distance in kilometres': changed((f) => ({ ...f, distance: Number(f.distance) * 1.609344 })),
  'wind times 100': changed((f) => ({ ...f, wind: Number(f.wind) * 100 })),
  'distance a hundredth': changed((f) => ({ ...f, distance: Number(f.distance) / 100 })),
  'wind plus 500': changed((f) => ({ ...f, wind: Number(f.wind) + 500 })),
  'wind stuck at 8': changed((f) => ({ ...f, wind: 8 })),
  'wind with another spread and mean': changed((f, i) => ({ ...f, wind: 14 + 6 * Math.sin(i) })),
  'a new origin': changed((f, i) => (i % 4 === 0 ? { ...f, origin: 'JFK' } : f)),
};

function changed(change: (features: EventRow['features'], index: number) => EventRow['features']) {
  let index = 0;
  return withFeatures(story, (features) => change(features, index++));
}

const found = (name: keyof typeof stories, hours = 25) =>
  evaluationOf(stories[name], dayOf(story, 1, hours))
    .findings.map(({ kind, column, level }) => `${kind} ${column} ${level}`)
    .sort();

describe('findings', () => {
  it.each<[keyof typeof stories, string[]]>([
    ['stable', []],
    ['missing wind in a tenth of the rows', ['nulls wind drift']],
    ['missing wind in half of the rows', ['nulls wind soft']],
    ['no wind at all', ['nulls wind hard']],
    ['wind as text', ['distance wind soft', 'type-mix wind hard']],
    ['a third of wind as text', ['distance wind soft', 'type-mix wind soft']],
    ['distance in kilometres', ['distance distance drift']],
    ['wind times 100', ['distance wind soft', 'unit-change wind soft']],
    ['distance a hundredth', ['distance distance soft', 'unit-change distance soft']],
    ['wind plus 500', ['distance wind soft', 'unit-change wind soft']],
    ['wind stuck at 8', ['distance wind soft', 'pinned wind soft']],
    ['wind with another spread and mean', ['distance wind soft']],
    ['a new origin', ['distance origin drift', 'new-categories origin soft']],
  ])('%s', (name, expected) => {
    expect(found(name)).toEqual(expected);
  });

  it.each([6, 12, 18])(
    'a stable day shows nothing after %d hours either, although nights differ from days',
    (hours) => {
      expect(found('stable', hours)).toEqual([]);
    },
  );

  it.each<[keyof typeof stories, string, RegExp]>([
    ['wind times 100', 'unit-change', /^wind changed by factor 100: its median went from \S+ to \d+$/],
    ['distance a hundredth', 'unit-change', /factor 0\.01:/],
    ['wind plus 500', 'unit-change', /an offset of plus 500:/],
    ['no wind at all', 'nulls', /^wind is missing in every row; usually 0 % are$/],
    ['a new origin', 'new-categories', /^25 % of origin are values .* such as "JFK"/],
  ])('%s: %s says so in words', (name, kind, message) => {
    const { findings } = evaluationOf(stories[name], dayOf(story, 1, 25));
    expect(findings.find((finding) => finding.kind === kind)?.message).toMatch(message);
  });
});

describe('volume', () => {
  const day = dayOf(story, 1, 25);
  const input = detectInputOf(story, day);
  const volume = detectors.find(({ name }) => name === 'volume');
  const withRows = (rows: number) =>
    volume?.detect({ ...input, profile: { ...input.profile, rows } }).findings ?? [];

  it.each([
    ['as usual', 960, undefined],
    ['half as many', 480, 'drift'],
    ['a tenth', 96, 'soft'],
    ['three times as many', 2880, 'drift'],
    ['none, where there always are some', 0, 'hard'],
  ])('%s', (_case, rows, level) => {
    expect(withRows(rows)[0]?.level).toBe(level);
  });

  it('compares with the part of the day that has passed', () => {
    const morning = dayOf(story, 1, 6);
    const profile = { ...input.profile, rows: 240 };
    expect(volume?.detect({ ...input, due: morning, profile }).findings).toEqual([]);
  });

  it('evaluates a window without rows, and says so', () => {
    const { reference } = story;
    const evaluation = evaluateWindow({ reference, due: day, profile: null, outcomes: null, history: [] });
    expect(evaluation).toMatchObject({ rows: 0, maturity: 0, slis: [] });
    expect(evaluation.findings.map(({ message }) => message)).toEqual([
      'No predictions arrived; 960 are usual at this time of the week',
    ]);
  });
});

describe('thresholds', () => {
  it('learn from earlier windows, but not from those that were flagged', () => {
    const due = dayOf(story, 2, 25);
    const drifting = stories['wind with another spread and mean'];
    const earlier = evaluationOf(drifting, dayOf(story, 1, 25));
    const unflagged = { ...earlier, findings: [], measures: { 'distance:wind': 0.9 } };
    const history = (one: typeof earlier) =>
      [8, 7, 6, 5, 4, 3, 2, 1].map((d) => ({ ...one, start: due.start - d * 86_400_000 }));
    const kinds = (one: typeof earlier) =>
      evaluationOf(drifting, due, history(one)).findings.map(({ kind }) => kind);
    expect(kinds(earlier)).toContain('distance');
    expect(kinds(unflagged)).not.toContain('distance');
  });

  it('never let a window judge itself', () => {
    const due = dayOf(story, 1, 25);
    const name = 'wind with another spread and mean';
    const before = evaluationOf(stories[name], due);
    const itself = Array.from({ length: 9 }, () => ({ ...before, findings: [] }));
    expect(evaluationOf(stories[name], due, itself).findings).toEqual(before.findings);
  });
});

/** What every detector must keep. */
describe.each(detectors.map((detector) => [detector.name, detector] as const))('%s', (name, detector) => {
  const inputs = Object.entries(stories).map(
    ([kind, one]) => [kind, detectInputOf(one, dayOf(one, 1, 25))] as const,
  );

  it('declares aggregates, which the scan then asks for', () => {
    expect(detector.aggregates.length).toBeGreaterThan(0);
    expect(requiredAggregates()).toEqual(expect.arrayContaining([...detector.aggregates]));
  });

  it.each(inputs)('makes valid findings beyond their threshold on: %s', (_kind, input) => {
    const { findings, measures } = detector.detect(input);
    for (const finding of findings) {
      expect(findingSchema.parse(finding)).toEqual(finding);
      expect(finding.kind).toBe(name);
      expect(finding.message).toMatch(/^\S.*\w/);
    }
    for (const measure of Object.values(measures)) expect(Number.isFinite(measure)).toBe(true);
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });

  it.each(inputs)('is a pure function of its input on: %s', (_kind, input) => {
    const copy = structuredClone(input);
    expect(detector.detect(input)).toEqual(detector.detect(copy));
    expect(input).toEqual(copy);
  });

  it('takes an empty window and columns it has never seen', () => {
    const [, input] = inputs[0] ?? [];
    if (!input) throw new TypeError('no input');
    const unknown = { missing: 0, types: { number: 0, string: 60, boolean: 0 }, trueCount: 0 };
    const profile = { ...input.profile, rows: 60, columns: { unknown } };
    expect(() => detector.detect({ ...input, profile })).not.toThrow();
    expect(() => detector.detect({ ...input, profile: { ...profile, rows: 0, columns: {} } })).not.toThrow();
  });
});
