import type { Finding, Incident, Sli } from '@driftline/contracts';
import { faults } from './clock.js';
import { airportsPath } from './path.js';

const figure = (metric: string, kind: Sli['kind'], value: number, half: number): Sli => ({
  metric,
  kind,
  estimator: kind === 'realised' ? 'realised' : 'cbpe',
  value,
  low: value - half,
  high: value + half,
  rows: kind === 'realised' ? 5_610 : 6_520,
});

const percent = (column: string, effect: number, mean: number): Finding => ({
  kind: 'unit-change',
  column,
  level: 'soft',
  effect,
  threshold: 0.18,
  measure: 'jensen-shannon distance',
  message: `${column} is 100 times larger than in the reference`,
  details: { change: 'factor', factor: 100, mean, referenceMean: mean / 100 },
});

const airports: Incident = {
  id: 'inc_4',
  model: 'flight-delay',
  severity: 'page',
  status: 'open',
  cause: 'input-change',
  title: 'origin_delay_rate and destination_delay_rate are 100 times larger',
  summary:
    'ROC AUC fell from 0.713 to 0.551 when both delay rates, which come from one file, began to arrive as per cent instead of fractions.',
  openedAt: '2001-06-10T06:00:00.000Z',
  closedAt: null,
  startedAt: faults.airportsPercent.from,
  assignee: null,
  slis: [
    figure('roc-auc', 'realised', 0.551, 0.011),
    figure('roc-auc', 'estimated', 0.563, 0.019),
    figure('f1', 'realised', 0.244, 0.018),
    figure('log-loss', 'realised', 0.871, 0.013),
    figure('accuracy', 'realised', 0.694, 0.009),
  ],
  findings: [
    percent('origin_delay_rate', 0.957, 20.4),
    percent('destination_delay_rate', 0.941, 19.8),
    {
      kind: 'performance',
      column: null,
      level: 'soft',
      effect: 0.14,
      threshold: 0.022,
      measure: 'fall of ROC AUC under the reference',
      message: 'ROC AUC is 0.551, under the reference band of 0.691 to 0.735',
      details: { value: 0.551, low: 0.691, high: 0.735 },
    },
  ],
  suspects: {
    columns: [
      {
        name: 'origin_delay_rate',
        score: 0.97,
        reasons: [
          'Its unit changed in the first bad window',
          'It carries 38 % of the score in the reference',
        ],
      },
      { name: 'destination_delay_rate', score: 0.94, reasons: ['Its unit changed in the same window'] },
      { name: 'scheduled_departures', score: 0.08, reasons: ['Drifted a little, before the incident too'] },
    ],
    components: [
      {
        name: 'build_features',
        score: 0.71,
        reasons: ['Both columns pass through it', 'Its code did not change'],
        path: airportsPath,
      },
      { name: 'train_delay_model', score: 0.12, reasons: ['Did not run since the last good window'] },
    ],
    sources: [
      {
        name: 's3://flights-raw/airports.csv',
        score: 0.95,
        reasons: [
          'Both changed columns are computed from it and from nothing else',
          'It was written 40 minutes before the first bad window',
          'No column of the other sources changed',
        ],
        path: airportsPath,
      },
      {
        name: 'postgres://ops/public.flights',
        score: 0.11,
        reasons: ['Feeds the same script, its columns did not change'],
      },
      {
        name: 'https://schedule.example.com/feed',
        score: 0.04,
        reasons: ['Feeds scheduled_departures only'],
      },
    ],
  },
  proposals: [
    {
      reaction: 'set-default-data',
      title: 'Divide both delay rates by 100 until the file is repaired',
      why: 'The factor is exact in every window since 10 June; a guard in the feature script brings the SLI back without training.',
      risk: 'low',
    },
    {
      reaction: 'notify-owner',
      title: 'Tell the owner of s3://flights-raw/airports.csv',
      why: 'The source changed, not the pipeline: only its owner can repair it for everyone.',
      risk: 'low',
    },
    {
      reaction: 'retrain',
      title: 'Leave out 10 to 30 June when training next',
      why: 'Rows with the wrong unit would teach the model both scales.',
      risk: 'medium',
    },
  ],
  history: [
    {
      at: '2001-06-10T06:00:00.000Z',
      kind: 'opened',
      text: 'Opened as a warning: the estimated ROC AUC fell to 0.566',
      by: null,
    },
    {
      at: '2001-06-10T12:00:00.000Z',
      kind: 'escalated',
      text: 'Escalated to a page: realised ROC AUC 0.549 confirms the estimate',
      by: null,
    },
    {
      at: '2001-06-11T08:12:00.000Z',
      kind: 'commented',
      text: 'Asked the airports team whether they changed the export.',
      by: 'mara@example.com',
    },
  ],
};

const outcome: Incident = {
  ...airports,
  id: 'inc_3',
  severity: 'warn',
  status: 'acknowledged',
  cause: 'outcome-shift',
  title: 'Labels say more flights are late than the inputs explain',
  summary:
    'Realised and estimated accuracy disagree beyond their intervals while no input drifts: the outcome itself moves.',
  openedAt: '2001-05-16T06:00:00.000Z',
  startedAt: '2001-05-14T00:00:00.000Z',
  assignee: 'admin@example.com',
  slis: [figure('accuracy', 'realised', 0.781, 0.009), figure('accuracy', 'estimated', 0.812, 0.012)],
  findings: [
    {
      kind: 'disagreement',
      column: null,
      level: 'drift',
      effect: 0.031,
      threshold: 0.015,
      measure: 'difference of realised and estimated accuracy',
      message: 'Realised accuracy is 0.781, the estimate without labels says 0.812',
      details: {},
    },
  ],
  suspects: { columns: [], components: [], sources: [] },
  proposals: [
    {
      reaction: 'retrain',
      title: 'Retrain on March to May',
      why: 'The relation of inputs to outcome has moved; newer labels teach it.',
      risk: 'medium',
    },
  ],
  history: [
    { at: '2001-05-16T06:00:00.000Z', kind: 'opened', text: 'Opened as a warning', by: null },
    { at: '2001-05-16T09:40:00.000Z', kind: 'acknowledged', text: 'Acknowledged', by: 'admin@example.com' },
  ],
};

const april: Incident = {
  ...airports,
  id: 'inc_2',
  status: 'resolved',
  openedAt: '2001-04-10T06:00:00.000Z',
  closedAt: '2001-05-09T06:00:00.000Z',
  startedAt: faults.airportsApril.from,
  assignee: 'mara@example.com',
  history: [
    { at: '2001-04-10T06:00:00.000Z', kind: 'opened', text: 'Opened as a page', by: null },
    { at: '2001-04-10T07:02:00.000Z', kind: 'acknowledged', text: 'Acknowledged', by: 'mara@example.com' },
    {
      at: '2001-05-09T06:00:00.000Z',
      kind: 'resolved',
      text: 'Resolved: two windows in a row are inside the reference again',
      by: null,
    },
  ],
};

const fuel: Incident = {
  ...outcome,
  id: 'inc_1',
  model: 'fare-quote',
  status: 'resolved',
  cause: 'input-change',
  title: 'fuel_price is missing in 41 % of the rows',
  summary: 'Mean absolute error rose from 11.6 to 14.0 while fuel_price was missing.',
  openedAt: '2001-05-15T06:00:00.000Z',
  closedAt: '2001-06-05T06:00:00.000Z',
  startedAt: '2001-05-14T00:00:00.000Z',
  assignee: null,
  slis: [figure('mae', 'realised', 14, 0.7)],
  findings: [
    {
      kind: 'nulls',
      column: 'fuel_price',
      level: 'soft',
      effect: 0.41,
      threshold: 0.06,
      measure: 'share of missing values',
      message: 'fuel_price is missing in 41 % of the rows instead of 1 %',
      details: { referenceShare: 0.01 },
    },
  ],
  suspects: {
    columns: [{ name: 'fuel_price', score: 0.88, reasons: ['It is missing since the first bad window'] }],
    components: [],
    sources: [{ name: 'kafka://prices/fuel', score: 0.8, reasons: ['The only source of fuel_price'] }],
  },
  proposals: [],
  history: [
    { at: '2001-05-15T06:00:00.000Z', kind: 'opened', text: 'Opened as a warning', by: null },
    {
      at: '2001-06-05T06:00:00.000Z',
      kind: 'resolved',
      text: 'Resolved: fuel_price is complete again',
      by: null,
    },
  ],
};

export const incidents = [airports, outcome, april, fuel];
