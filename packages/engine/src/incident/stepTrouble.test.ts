import type { Finding, Sli, WindowState } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import type { EngineIncident } from './engineIncident.js';
import type { Signals } from './signals.js';
import { stepTrouble } from './stepTrouble.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const sli = {
  metric: 'roc-auc',
  kind: 'estimated',
  estimator: 'cbpe',
  value: 0.5,
  low: 0.45,
  high: 0.55,
  rows: 37,
};
const harm = {
  sli: { ...sli, kind: 'estimated' } as Sli & { value: number; low: number; high: number },
  byLabels: false,
  drop: 0.28,
  z: 12,
  windows: 1,
  baseline: {
    metric: 'roc-auc',
    value: 0.78,
    low: 0.74,
    high: 0.83,
    noSkill: 0.5,
    smallestDrop: 0.03,
    power: 8,
    pages: true,
  },
};

const finding: Finding = {
  kind: 'unit-change',
  column: 'distance_km',
  level: 'soft',
  effect: 1000,
  threshold: 1.1,
  measure: 'factor',
  message: 'distance_km changed by factor 1000',
  details: {},
};

const broken = (severity: 'page' | 'warn'): EngineIncident => ({
  key: 'input-change:1',
  cause: 'input-change',
  severity,
  status: 'open',
  title: 'delivery: distance_km changed by factor 1000',
  summary: '',
  openedAt: 12 * HOUR,
  closedAt: null,
  startedAt: 0,
  columns: ['distance_km'],
  slis: [],
  findings: [finding],
  memory: { bad: [0], good: [], seenByLabels: false, worst: 12 },
});

/** A second day that is clearly harmed and has too few rows for a finding on any column. */
function harmed(state: WindowState): Signals {
  const asOf = state === 'provisional' ? DAY + 6 * HOUR : 2 * DAY + HOUR;
  const window = { start: DAY, end: 2 * DAY, asOf, state };
  return {
    evaluation: { ...window, rows: 37, maturity: 0.5, slis: [], findings: [], measures: {} },
    hard: [],
    strong: [],
    harm,
    degraded: true,
    supported: true,
    lingering: true,
    recovered: false,
    shift: null,
  };
}

describe('harm that shows before the findings of its window do', () => {
  it.each([
    ['a page, at a quarter of the next day', 'page', 'provisional', ['input-change:1']],
    ['a page, at the end of the next day', 'page', 'final', ['input-change:1']],
    ['a warning, at a quarter of the next day', 'warn', 'provisional', ['input-change:1']],
  ] as const)('belongs to the open incident of the inputs: %s', (_case, severity, state, keys) => {
    const changes = stepTrouble({
      model: 'delivery',
      windowMs: DAY,
      incidents: [broken(severity)],
      signals: harmed(state),
    });
    expect(changes.map(({ incident }) => incident.key)).toEqual(keys);
    expect(changes[0]?.incident).toMatchObject({
      severity: 'page',
      status: 'open',
      columns: ['distance_km'],
    });
  });

  it('opens one of its own when inputs that only warn stay sound for the whole window', () => {
    const incidents = [broken('warn')];
    const changes = stepTrouble({ model: 'delivery', windowMs: DAY, incidents, signals: harmed('final') });
    expect(changes.filter(({ action }) => action === 'open').map(({ incident }) => incident.cause)).toEqual([
      'performance',
    ]);
  });
});
