import type { MapDiff } from '@driftline/contracts';

const model = 'model|train/train_delay_model.py|flight-delay';
const features = 'features/build_features.py';

/** What a week of work changed: a new source, another column, a report that no model reads. */
export const flightsDiff: MapDiff = {
  base: { id: 'map_2', repository: 'examples/flights', commit: '41d0c7e2b9aa4d6c8f10e3b7c5a6d9e8f7061524' },
  head: { id: 'map_1', repository: 'examples/flights', commit: '9f1c2ab47de05b0c6b1f3a2d4c5e6f7081920a3b' },
  counts: {
    model: { appeared: 0, vanished: 0, changed: 0 },
    dependency: { appeared: 1, vanished: 0, changed: 1 },
    source: { appeared: 1, vanished: 0, changed: 0 },
    dataset: { appeared: 1, vanished: 0, changed: 0 },
    edge: { appeared: 0, vanished: 1, changed: 0 },
  },
  changes: [
    {
      key: 'source|https://schedule.example.com/feed',
      subject: 'source',
      change: 'appeared',
      label: 'https://schedule.example.com/feed',
      details: [],
      evidence: {
        before: [],
        after: [{ path: features, line: 22, endLine: 22, text: 'requests.get(SCHEDULE_FEED)' }],
      },
      reaches: [model],
    },
    {
      key: 'dependency|flight-delay|https://schedule.example.com/feed',
      subject: 'dependency',
      change: 'appeared',
      label: 'flight-delay depends on https://schedule.example.com/feed',
      details: [],
      evidence: { before: [], after: [] },
      reaches: [model],
    },
    {
      key: 'dependency|flight-delay|s3://flights-raw/airports.csv',
      subject: 'dependency',
      change: 'changed',
      label: 'flight-delay depends on s3://flights-raw/airports.csv',
      details: [
        { member: 'columns', before: ['airport', 'delay_minutes'], after: ['airport', 'delay_rate'] },
      ],
      evidence: {
        before: [{ path: features, line: 30, endLine: 30, text: 'airports["delay_minutes"]' }],
        after: [{ path: features, line: 31, endLine: 31, text: 'airports["delay_rate"]' }],
      },
      reaches: [model],
    },
    {
      key: 'edge|reads|ds|ac',
      subject: 'edge',
      change: 'vanished',
      label: 'features/build_features.py reads s3://flights-raw/weather.parquet',
      relation: 'reads',
      details: [],
      evidence: {
        before: [
          {
            path: features,
            line: 40,
            endLine: 40,
            text: 'pd.read_parquet("s3://flights-raw/weather.parquet")',
          },
        ],
        after: [],
      },
      reaches: [model],
    },
    {
      key: 'dataset|reports.crew_hours',
      subject: 'dataset',
      change: 'appeared',
      label: 'postgres://warehouse/reports.crew_hours',
      details: [],
      evidence: {
        before: [],
        after: [
          { path: 'reports/crew_hours.sql', line: 1, endLine: 1, text: 'CREATE TABLE reports.crew_hours AS' },
        ],
      },
      reaches: [],
    },
  ],
  models: [
    {
      key: model,
      name: 'flight-delay',
      path: 'train/train_delay_model.py',
      state: 'kept',
      inputsChanged: true,
      changes: [
        'source|https://schedule.example.com/feed',
        'dependency|flight-delay|https://schedule.example.com/feed',
        'dependency|flight-delay|s3://flights-raw/airports.csv',
        'edge|reads|ds|ac',
      ],
      summary:
        'The inputs of flight-delay changed: it now reads https://schedule.example.com/feed, takes delay_rate instead of delay_minutes from s3://flights-raw/airports.csv, and no longer reads s3://flights-raw/weather.parquet.',
    },
  ],
};

/** Two maps that say the same. */
export const noDiff: MapDiff = {
  ...flightsDiff,
  counts: {
    model: { appeared: 0, vanished: 0, changed: 0 },
    dependency: { appeared: 0, vanished: 0, changed: 0 },
    source: { appeared: 0, vanished: 0, changed: 0 },
    dataset: { appeared: 0, vanished: 0, changed: 0 },
    edge: { appeared: 0, vanished: 0, changed: 0 },
  },
  changes: [],
  models: [],
};
