import type { DependencyMap, MapEdge, MapUnresolved } from '@driftline/contracts';
import { airportsPath } from './path.js';

const edge = (
  from: string,
  to: string,
  relation: MapEdge['relation'],
  path: string,
  line: number,
  text: string,
  confidence: MapEdge['confidence'] = 'exact',
): MapEdge => ({
  from,
  to,
  relation,
  evidence: [{ path, line, endLine: line, text }],
  confidence,
  analyzer: path.endsWith('.sql') ? 'sql' : path.endsWith('.yaml') ? 'yaml' : 'python',
});

const features = 'features/build_features.py';
const train = 'train/train_delay_model.py';

const airportsEdges: MapEdge[] = airportsPath.slice(1).map((step, index) => ({
  from: airportsPath[index]?.id ?? '',
  to: step.id,
  relation: step.relation === 'writes' || step.relation === 'trains' ? step.relation : 'reads',
  evidence: step.evidence,
  confidence: step.confidence ?? 'exact',
  analyzer: 'python',
}));

const unresolved: MapUnresolved[] = [
  {
    path: 'ingest/backfill.py',
    line: 27,
    call: 'spark.read.table(name)',
    reason: 'argument is not a constant: parameter name',
  },
];

const dataset = (
  id: string,
  namespace: string,
  name: string,
  kind: DependencyMap['datasets'][number]['kind'],
  external: boolean,
  columns: string[] = [],
): DependencyMap['datasets'][number] => ({ id, namespace, name, kind, aliases: [], columns, external });

const activity = (
  id: string,
  path: string,
  language: string,
  kind: DependencyMap['activities'][number]['kind'],
): DependencyMap['activities'][number] => ({ id, name: path, path, language, kind });

export const flightsMap: DependencyMap & { id: string; status: 'done'; error: null } = {
  id: 'map_1',
  status: 'done',
  error: null,
  repository: { path: 'examples/flights', commit: '9f1c2ab47de05b0c6b1f3a2d4c5e6f7081920a3b' },
  datasets: [
    dataset('ds1', 'postgres://ops', 'public.flights', 'table', true, [
      'origin',
      'destination',
      'distance',
      'departs_at',
    ]),
    dataset('ds2', 's3://flights-raw', 'airports.csv', 'object', true, ['airport', 'delay_rate']),
    dataset('ds3', 'https://schedule.example.com', 'feed', 'api', true, ['departures']),
    dataset('ds4', 'postgres://warehouse', 'warehouse.flight_features', 'table', false),
    dataset('ds5', 'postgres://warehouse', 'staging.departures', 'table', false),
    dataset('ds6', 's3://flights-out', 'late_flights.parquet', 'file', false),
    dataset('ds7', 'postgres://warehouse', 'reports.crew_hours', 'table', false),
  ],
  activities: [
    activity('ac1', 'ingest/load_departures.sql', 'sql', 'query'),
    activity('ac2', features, 'python', 'script'),
    activity('ac3', train, 'python', 'script'),
    activity('ac4', 'serve/score_batch.py', 'python', 'script'),
    activity('ac5', 'schedules/nightly.yaml', 'yaml', 'pipeline-activity'),
    activity('ac6', 'reports/crew_hours.sql', 'sql', 'query'),
  ],
  models: [{ id: 'mo1', name: 'flight-delay', path: train, line: 31, framework: 'sklearn' }],
  edges: [
    ...airportsEdges,
    edge('ds1', 'ac1', 'reads', 'ingest/load_departures.sql', 4, 'FROM ops.public.flights'),
    edge('ac1', 'ds5', 'writes', 'ingest/load_departures.sql', 1, 'INSERT INTO staging.departures'),
    edge('ds5', 'ac2', 'reads', features, 15, 'pd.read_sql_table("departures", engine, schema="staging")'),
    edge('ds3', 'ac2', 'reads', features, 22, 'requests.get(SCHEDULE_FEED)', 'inferred'),
    edge(
      'mo1',
      'ac4',
      'serves',
      'serve/score_batch.py',
      9,
      'mlflow.sklearn.load_model("models:/flight-delay/1")',
    ),
    edge(
      'ac4',
      'ds6',
      'writes',
      'serve/score_batch.py',
      24,
      'scores.to_parquet("s3://flights-out/late_flights.parquet")',
    ),
    edge('ac5', 'ac2', 'runs', 'schedules/nightly.yaml', 12, 'command: python features/build_features.py'),
    edge('ds5', 'ac6', 'reads', 'reports/crew_hours.sql', 7, 'FROM staging.departures'),
    edge(
      'ac6',
      'ds7',
      'writes',
      'reports/crew_hours.sql',
      1,
      'CREATE TABLE reports.crew_hours AS',
      'possible',
    ),
  ],
  dependencies: [
    {
      model: 'mo1',
      source: 'ds2',
      path: ['ds2', 'ac2', 'ds4', 'ac3', 'mo1'],
      columns: ['delay_rate'],
      confidence: 'inferred',
    },
    {
      model: 'mo1',
      source: 'ds1',
      path: ['ds1', 'ac1', 'ds5', 'ac2', 'ds4', 'ac3', 'mo1'],
      columns: ['distance', 'departs_at'],
      confidence: 'inferred',
    },
    {
      model: 'mo1',
      source: 'ds3',
      path: ['ds3', 'ac2', 'ds4', 'ac3', 'mo1'],
      columns: ['departures'],
      confidence: 'inferred',
    },
  ],
  graphs: [
    { id: 'gr1', name: 'nightly', kind: 'schedule', path: 'schedules/nightly.yaml', activities: ['ac2'] },
  ],
  failures: [
    { path: 'notebooks/old_explore.ipynb', error: 'line 212: not valid JSON, the notebook is cut off' },
  ],
  unresolved,
  statistics: {
    files: 14,
    lines: 611,
    seconds: 0.42,
    skipped: { binary: 1 },
    languages: {
      python: { files: 6, lines: 402 },
      sql: { files: 3, lines: 96 },
      yaml: { files: 2, lines: 44 },
    },
  },
};

export const mapSummaries = [
  {
    id: 'map_1',
    status: 'done',
    repository: flightsMap.repository,
    createdAt: '2001-06-29T22:00:00.000Z',
    models: 1,
    datasets: 7,
  },
  {
    id: 'map_2',
    status: 'done',
    repository: { path: 'examples/flights', commit: '41d0c7e2b9aa4d6c8f10e3b7c5a6d9e8f7061524' },
    createdAt: '2001-06-22T22:00:00.000Z',
    models: 1,
    datasets: 6,
  },
  {
    id: 'map_0',
    status: 'failed',
    repository: { path: 'https://git.example.com/fares.git', commit: null },
    createdAt: '2001-06-28T10:15:00.000Z',
    models: 0,
    datasets: 0,
  },
];

export const failedMap = {
  id: 'map_0',
  status: 'failed',
  error: 'the repository could not be cloned: authentication is required',
};
