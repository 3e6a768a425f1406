import type { DependencyMap, OpenLineageRunEvent } from '@driftline/contracts';

const DAY = 86_400_000;
type Dataset = NonNullable<OpenLineageRunEvent['inputs']>[number];

export const RAW = 's3://raw';
export const WAREHOUSE = 'postgres://db:5432';

/** One run of a job that completed at a time. */
export function runOf(
  job: string,
  at: number,
  inputs: Dataset[],
  outputs: Dataset[],
  eventType: OpenLineageRunEvent['eventType'] = 'COMPLETE',
): OpenLineageRunEvent {
  return {
    eventTime: new Date(at).toISOString(),
    eventType,
    run: { runId: `${job}-${at}` },
    job: { namespace: 'airflow', name: job },
    inputs,
    outputs,
  };
}

export function dataset(
  namespace: string,
  name: string,
  columns: string[] = [],
  means: Record<string, number> = {},
): Dataset {
  const fields = columns.map((column) => ({ name: column }));
  const columnMetrics = Object.fromEntries(
    Object.entries(means).map(([name, mean]) => [name, { sum: mean * 100 }]),
  );
  return {
    namespace,
    name,
    facets: {
      ...(columns.length > 0 ? { schema: { fields } } : {}),
      ...(columnMetrics && Object.keys(means).length > 0
        ? { dataQualityMetrics: { rowCount: 100, columnMetrics } }
        : {}),
    },
  };
}

/**
 * Ten daily runs: airports and weather come in raw, each is cleaned by a job of its own, a third joins both into the
 * features, a fourth serves the model. From `faultDay` on, the airports file is a hundred times too large.
 */
export function pipelineEvents(start: number, days: number, faultDay: number): OpenLineageRunEvent[] {
  return Array.from({ length: days }, (_, day) => {
    const at = start + day * DAY;
    const rate = (day >= faultDay ? 100 : 1) * (0.2 + (day % 3) / 100);
    const wind = 8 + (day % 4) / 10;
    const airports = dataset(RAW, 'airports.parquet', ['code', 'delay_rate'], { delay_rate: rate });
    const weather = dataset(RAW, 'weather.parquet', ['station', 'wind'], { wind });
    const clean = dataset(WAREHOUSE, 'app.clean.airports', ['code', 'delay_rate'], { delay_rate: rate });
    const winds = dataset(WAREHOUSE, 'app.clean.weather', ['station', 'wind'], { wind });
    const features = dataset(WAREHOUSE, 'app.ml.features', ['origin_delay_rate', 'wind'], {
      origin_delay_rate: rate,
      wind,
    });
    const lineage = {
      fields: {
        origin_delay_rate: {
          inputFields: [{ namespace: WAREHOUSE, name: 'app.clean.airports', field: 'delay_rate' }],
        },
        wind: { inputFields: [{ namespace: WAREHOUSE, name: 'app.clean.weather', field: 'wind' }] },
      },
    };
    return [
      runOf('clean_airports', at, [airports], [clean]),
      runOf('clean_weather', at + 1000, [weather], [winds]),
      runOf(
        'build_features',
        at + 2000,
        [clean, winds],
        [{ ...features, facets: { ...features.facets, columnLineage: lineage } }],
      ),
      runOf('serving.flight-delay', at + 3000, [features], []),
    ];
  }).flat();
}

/** What a map of the same repository says. */
export const flightsMap: DependencyMap = {
  repository: { path: '/repo', commit: 'abc' },
  datasets: [
    {
      id: 'ds1',
      namespace: RAW,
      name: 'airports.parquet',
      kind: 'object',
      aliases: [],
      columns: ['delay_rate'],
      external: true,
    },
    {
      id: 'ds2',
      namespace: 'file',
      name: 'out/features.csv',
      kind: 'file',
      aliases: [],
      columns: [],
      external: false,
    },
    {
      id: 'ds3',
      namespace: 'postgres',
      name: 'clean.weather',
      kind: 'table',
      aliases: [],
      columns: ['wind'],
      external: true,
    },
  ],
  activities: [
    { id: 'ac1', name: 'features.py', path: 'features.py', language: 'python', kind: 'script' },
    { id: 'ac2', name: 'train.py', path: 'train.py', language: 'python', kind: 'script' },
  ],
  models: [{ id: 'mo1', name: 'flight_delay', path: 'train.py', line: 9, framework: 'sklearn' }],
  edges: [
    edge('ds1', 'ac1', 'reads', 'features.py', 4, 'pd.read_parquet(AIRPORTS)'),
    edge('ds3', 'ac1', 'reads', 'features.py', 5, 'pd.read_sql(...)'),
    edge('ac1', 'ds2', 'writes', 'features.py', 20, 'frame.to_csv(OUT)'),
    edge('ds2', 'ac2', 'reads', 'train.py', 3, 'pd.read_csv(OUT)'),
    edge('ac2', 'mo1', 'trains', 'train.py', 9, 'model.fit(X, y)'),
  ],
  dependencies: [
    {
      model: 'mo1',
      source: 'ds1',
      path: ['ds1', 'ac1', 'ds2', 'ac2', 'mo1'],
      columns: ['delay_rate'],
      features: [{ feature: 'origin_delay_rate', columns: ['delay_rate'] }],
      confidence: 'exact',
    },
    {
      model: 'mo1',
      source: 'ds3',
      path: ['ds3', 'ac1', 'ds2', 'ac2', 'mo1'],
      columns: ['wind'],
      confidence: 'exact',
    },
  ],
  graphs: [],
  failures: [],
  unresolved: [],
  statistics: { files: 2, lines: 40, seconds: 1, skipped: {}, languages: {} },
};

function edge(
  from: string,
  to: string,
  relation: DependencyMap['edges'][number]['relation'],
  path: string,
  line: number,
  text: string,
): DependencyMap['edges'][number] {
  return {
    from,
    to,
    relation,
    evidence: [{ path, line, endLine: line, text }],
    confidence: 'exact',
    analyzer: 'python',
  };
}
