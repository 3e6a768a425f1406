import { datasetId } from '@driftline/contracts';
import { describe, expect, it } from 'vitest';
import { dataset, flightsMap, pipelineEvents, RAW, runOf, WAREHOUSE } from '../testing/flightsLineage.js';
import { buildLineageGraph } from './buildLineageGraph.js';
import { findDeployedModel } from './findDeployedModel.js';
import { mergeLineageEvents } from './mergeLineageEvents.js';

const START = Date.UTC(2026, 0, 5);
const events = pipelineEvents(START, 10, 10);

describe('mergeLineageEvents', () => {
  it('does not depend on order or repetition', () => {
    const merged = mergeLineageEvents(events);
    expect(mergeLineageEvents([...events, ...events.toReversed()])).toEqual(merged);
    expect(merged.jobs).toHaveLength(4);
    expect(merged.runs).toHaveLength(40);
    expect(merged.datasets.find(({ name }) => name === 'app.ml.features')?.columns).toEqual([
      'origin_delay_rate',
      'wind',
    ]);
  });

  it('merges the events of one run: started, failed, why', () => {
    const start = { ...runOf('job', START, [dataset(RAW, 'a')], [], 'START'), run: { runId: 'r' } };
    const fail = {
      ...runOf('job', START + 5000, [], [dataset(RAW, 'b')], 'FAIL'),
      run: { runId: 'r', facets: { errorMessage: { message: 'disk full' } } },
    };
    const [run] = mergeLineageEvents([fail, start]).runs;
    expect(run).toMatchObject({ state: 'FAIL', startedAt: START, endedAt: START + 5000, error: 'disk full' });
    expect([run?.inputs, run?.outputs]).toEqual([
      [{ namespace: RAW, name: 'a' }],
      [{ namespace: RAW, name: 'b' }],
    ]);
  });

  it('reads column figures as shares and means', () => {
    const [first] = mergeLineageEvents(events).observations.filter(({ name }) => name === 'airports.parquet');
    expect(first?.columns.delay_rate).toEqual({ mean: 0.2 });
  });

  it('takes facets of any shape', () => {
    const odd = {
      ...dataset(RAW, 'x'),
      facets: { schema: 'none', columnLineage: { fields: [1] }, dataQualityMetrics: null },
    };
    expect(mergeLineageEvents([runOf('job', START, [odd], [odd])]).observations).toEqual([]);
  });
});

describe('buildLineageGraph', () => {
  const graph = buildLineageGraph(mergeLineageEvents(events), [flightsMap]);
  const node = (name: string) => graph.nodes.find((one) => one.name === name);

  it('joins the map to run-time lineage on equal keys', () => {
    expect(node(`${RAW}/airports.parquet`)).toMatchObject({ source: true, origins: ['run-time', 'map'] });
  });

  it('joins on a unique suffix, and then calls the edges inferred', () => {
    const weather = datasetId(WAREHOUSE, 'app.clean.weather');
    expect(graph.nodes.find(({ id }) => id === weather)?.origins).toEqual(['run-time', 'map']);
    expect(graph.edges.find(({ from, to }) => from === weather && to.startsWith('map0:'))?.confidence).toBe(
      'inferred',
    );
    expect(graph.nodes.find(({ id }) => id === weather)?.source).toBe(false);
  });

  it('does not join on a suffix that two datasets share', () => {
    const other = runOf('other', START, [dataset('postgres://b:5432', 'x.clean.weather')], []);
    const joined = buildLineageGraph(mergeLineageEvents([...events, other]), [flightsMap]);
    const own = joined.nodes.find(({ id }) => id === datasetId('postgres', 'clean.weather'));
    expect(own?.origins).toEqual(['map']);
  });

  it('carries file and line of every step, and the repository', () => {
    const [first] = graph.edges.filter(({ from }) => from === datasetId(RAW, 'airports.parquet')).slice(-1);
    expect(first?.evidence).toEqual([
      { repository: '/repo', path: 'features.py', line: 4, endLine: 4, text: 'pd.read_parquet(AIRPORTS)' },
    ]);
  });

  it('without a map or without lineage still is a graph', () => {
    expect(buildLineageGraph(null, [])).toEqual({ nodes: [], edges: [], features: [], columnEdges: [] });
    expect(buildLineageGraph(null, [flightsMap]).nodes.filter(({ source }) => source)).toHaveLength(2);
  });
});

describe('findDeployedModel', () => {
  const typed = {
    ...dataset('mlflow', 'models/Flight-Delay'),
    facets: { datasetType: { datasetType: 'MODEL' } },
  };
  it.each([
    [
      'a dataset of type MODEL',
      [runOf('train', START, [], [typed])],
      [datasetId('mlflow', 'models/Flight-Delay')],
    ],
    ['a job of that last name segment', events, ['component:airflow:serving.flight-delay']],
    [
      'the terminal dataset with its features',
      events.filter(({ job }) => job.name !== 'serving.flight-delay'),
      [datasetId(WAREHOUSE, 'app.ml.features')],
    ],
    ['nothing', [runOf('train', START, [dataset(RAW, 'a')], [])], []],
  ])('%s', (_case, of, expected) => {
    const graph = buildLineageGraph(mergeLineageEvents(of), []);
    expect(findDeployedModel(graph, 'flight-delay', ['wind', 'origin_delay_rate'])).toEqual(expected);
  });

  it('a model of a map, whatever separates its words', () => {
    const graph = buildLineageGraph(null, [flightsMap]);
    expect(findDeployedModel(graph, 'flight-delay', [])).toEqual(['map0:mo1']);
    expect(findDeployedModel(graph, 'another-name', ['wind'])).toEqual(['map0:mo1']);
  });
});
