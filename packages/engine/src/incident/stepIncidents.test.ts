import type { Finding, Sli } from '@driftline/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evaluation } from '../evaluate/evaluation.js';
import { storyOf } from '../testing/story.js';
import { dueEvaluations } from '../windows/dueEvaluations.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';
import { stepIncidents } from './stepIncidents.js';

const DAY = 86_400_000;
const { reference, liveStart } = storyOf({ seed: 5, referenceDays: 14, liveDays: 0, rowsPerHour: 12 });

const sli = (metric: string, kind: 'realised' | 'estimated', value: number | null): Sli => ({
  metric,
  kind,
  estimator: kind === 'realised' ? 'realised' : 'cbpe',
  value,
  low: value === null ? null : Math.max(0, value - 0.03),
  high: value === null ? null : Math.min(1, value + 0.03),
  rows: 300,
});
const finding = (kind: string, column: string | null, level: Finding['level']): Finding => ({
  kind,
  column,
  level,
  effect: 1,
  threshold: 0.1,
  measure: 'test',
  message: `${column} changed: a lot`,
  details: {},
});
const findings = fc.uniqueArray(
  fc.constantFrom(
    finding('unit-change', 'wind', 'soft'),
    finding('nulls', 'origin', 'hard'),
    finding('distance', 'hour', 'drift'),
    finding('volume', null, 'soft'),
  ),
  { maxLength: 2 },
);
/** What one evaluation of one window may show; mostly healthy. */
const shown = fc.record({
  findings: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Finding[]>([]) },
    { weight: 1, arbitrary: findings },
  ),
  auc: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0.79) },
    { weight: 1, arbitrary: fc.constantFrom(0.5, 0.7, null) },
  ),
  rate: fc.constantFrom(0.4, 0.42, 0.7),
  labelled: fc.boolean(),
});

/** Evaluations in the order they are made: provisional, final and a day later. */
const evaluations = fc.array(shown, { minLength: 3, maxLength: 90 }).map((shows) => {
  const due = Array.from({ length: Math.ceil(shows.length / 3) }, (_, day) => {
    const start = liveStart + day * DAY;
    const window = { start, end: start + DAY };
    return [
      { ...window, asOf: start + DAY / 2, state: 'provisional' as const },
      { ...window, asOf: start + 25 * (DAY / 24), state: 'final' as const },
      { ...window, asOf: start + 49 * (DAY / 24), state: 'revised' as const },
    ];
  }).flat();
  return shows
    .map((show, i): Evaluation => {
      const at = due[i] ?? { start: 0, end: DAY, asOf: 0, state: 'final' };
      const kind = show.labelled && at.state !== 'provisional' ? 'realised' : 'estimated';
      const slis = [sli('roc-auc', kind, show.auc), sli('positive-rate', 'estimated', 0.4)];
      const all = kind === 'realised' ? [...slis, sli('positive-rate', 'realised', show.rate)] : slis;
      return { ...at, rows: 300, maturity: 1, slis: all, findings: show.findings, measures: {} };
    })
    .sort((a, b) => a.asOf - b.asOf || a.start - b.start);
});

interface State {
  newest: Evaluation[];
  incidents: EngineIncident[];
  changes: IncidentChange[];
}

function step({ newest, incidents, changes }: State, evaluation: Evaluation): State {
  const history = newest.filter(({ start }) => start < evaluation.start);
  const made = stepIncidents({ model: 'm', reference, incidents, evaluation, history });
  const after = new Map(incidents.map((incident) => [incident.key, incident]));
  for (const { incident } of made) after.set(incident.key, incident);
  return {
    newest: [...newest.filter(({ start }) => start !== evaluation.start), evaluation],
    incidents: [...after.values()],
    changes: [...changes, ...made],
  };
}

const nothing: State = { newest: [], incidents: [], changes: [] };

test('whatever is seen, the state machine keeps its promises', () => {
  fc.assert(
    fc.property(evaluations, (seen) => {
      let state = nothing;
      for (const evaluation of seen) {
        const before = state;
        state = step(state, evaluation);
        const open = state.incidents.filter(({ status }) => status === 'open');
        const claims = open.flatMap(({ cause, columns }) =>
          (columns.length > 0 ? columns : ['']).map((c) => `${cause} ${c}`),
        );
        expect(new Set(claims).size).toBe(claims.length);
        for (const incident of state.incidents) {
          expect(incident.closedAt ?? incident.openedAt).toBeGreaterThanOrEqual(incident.openedAt);
          expect(incident.closedAt === null).toBe(incident.status === 'open');
          expect(incident.startedAt).toBeLessThanOrEqual(incident.openedAt);
          const former = before.incidents.find(({ key }) => key === incident.key);
          expect([incident.openedAt, incident.cause]).toEqual([
            former?.openedAt ?? evaluation.asOf,
            former?.cause ?? incident.cause,
          ]);
          if (former?.severity === 'page') expect(incident.severity).toBe('page');
          if (incident.cause === 'outcome-shift')
            expect([incident.severity, incident.columns]).toEqual(['warn', []]);
        }
      }
      for (const { action, event, incident } of state.changes) {
        expect(event === null).toBe(action === 'touch');
        expect(incident.title).toMatch(/^m: \S/);
      }
      expect(new Set(state.incidents.map(({ key }) => key)).size).toBe(state.incidents.length);
    }),
    { numRuns: 150 },
  );
});

test('a page needs a hard finding or a paging SLI that is worse', () => {
  fc.assert(
    fc.property(evaluations, (seen) => {
      const calm = seen.map((one) => ({
        ...one,
        slis: one.slis.map((s) => (s.metric === 'roc-auc' ? sli('roc-auc', 'realised', 0.79) : s)),
        findings: one.findings.filter(({ level }) => level !== 'hard'),
      }));
      const { incidents } = calm.reduce(step, nothing);
      expect(incidents.filter(({ severity }) => severity === 'page')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('living through it at once or from stored state gives the same', () => {
  fc.assert(
    fc.property(evaluations, (seen) => {
      const atOnce = seen.reduce(step, nothing);
      const restarted = seen.reduce(
        (state: State, evaluation) => step(JSON.parse(JSON.stringify(state)), evaluation),
        nothing,
      );
      expect(restarted).toEqual(JSON.parse(JSON.stringify(atOnce)));
    }),
    { numRuns: 40 },
  );
});

test('the order of evaluations in these tests is the order in which they come due', () => {
  const made = dueEvaluations({
    windowSeconds: 86_400,
    firstEvent: liveStart,
    completeUntil: liveStart + 26 * (DAY / 24),
    latenessSeconds: 3600,
    evaluated: [],
    coverage: 1,
    settleDays: 2,
  });
  expect(made.map(({ state }) => state)).toEqual(['provisional', 'provisional', 'provisional', 'final']);
});
