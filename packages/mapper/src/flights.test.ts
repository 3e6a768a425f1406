import { fileURLToPath } from 'node:url';
import type { DependencyMap } from '@driftline/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { mapRepository } from './mapRepository.js';
import { summarizeMap } from './summary/summarizeMap.js';

const FLIGHTS = fileURLToPath(new URL('../../../examples/flights', import.meta.url));

/** The demo's own pipeline: the map must come from reading it, so this states what a reader of the code would say. */
describe('the flights example', () => {
  let map: DependencyMap;

  beforeAll(async () => {
    map = await mapRepository(FLIGHTS, { workers: 0 });
  });

  const spelling = (id: string): string => {
    const dataset = map.datasets.find((each) => each.id === id);
    return `${dataset?.namespace} ${dataset?.name}`;
  };

  test('trains one model, by the name that it is registered under', () => {
    expect(map.models).toMatchObject([
      { name: 'flight-delay', framework: 'sklearn', path: 'training/train.py' },
    ]);
  });

  test('the model depends on three initial sources, all external', () => {
    expect(map.dependencies.map((each) => spelling(each.source)).sort()).toEqual([
      'https://schedule.skyline.example v1/departures',
      'postgres://warehouse.skyline.internal:5432 skyline.raw.flights',
      's3://skyline-reference airports/airports.parquet',
    ]);
    for (const { source } of map.dependencies) {
      expect(map.datasets.find((each) => each.id === source)?.external).toBe(true);
    }
  });

  test('features are traced to the columns of the sources', () => {
    const features = Object.fromEntries(
      map.dependencies.map((each) => [
        spelling(each.source),
        Object.fromEntries((each.features ?? []).map(({ feature, columns }) => [feature, columns])),
      ]),
    );
    expect(features).toEqual({
      's3://skyline-reference airports/airports.parquet': {
        origin_delay_rate: ['delay_rate'],
        destination_delay_rate: ['delay_rate'],
      },
      'https://schedule.skyline.example v1/departures': { scheduled_departures: ['origin', 'scheduled_at'] },
      'postgres://warehouse.skyline.internal:5432 skyline.raw.flights': {
        hour: ['departed_at'],
        weekday: ['departed_at'],
        distance: ['distance'],
        origin_delay_rate: ['origin'],
        destination_delay_rate: ['destination'],
      },
    });
  });

  test('every step of every path is an edge with file and line', () => {
    for (const { path, model } of map.dependencies) {
      expect(path.at(-1)).toBe(model);
      for (const [index, to] of path.slice(1).entries()) {
        const edge = map.edges.find((each) => each.from === path[index] && each.to === to);
        expect(edge?.evidence[0]?.line).toBeGreaterThan(0);
        expect(edge?.evidence[0]?.text).not.toBe('');
      }
    }
  });

  test('the path from the airports file names the script and the line that read it', () => {
    const airports = map.datasets.find((each) => each.name === 'airports/airports.parquet');
    const reads = map.edges.filter((each) => each.from === airports?.id && each.relation === 'reads');
    expect(reads.flatMap((each) => each.evidence.map(({ path, text }) => [path, text]))).toEqual([
      [
        'features/build_features.py',
        'pd.read_parquet(reference["airports"], columns=["code", "delay_rate"])',
      ],
    ]);
  });

  test('the pipeline is one graph that runs the three scripts', () => {
    expect(map.graphs).toHaveLength(1);
    const names = map.graphs[0]?.activities.map((id) => map.activities.find((each) => each.id === id)?.name);
    expect(names).toEqual(
      expect.arrayContaining(['sql/ingest_flights.sql', 'features/build_features.py', 'training/train.py']),
    );
  });

  test('nothing is unresolved and nothing failed', () => {
    expect({ unresolved: map.unresolved, failures: map.failures }).toEqual({ unresolved: [], failures: [] });
  });

  test('the summary names the model, its sources and the lines', () => {
    const summary = summarizeMap(map);
    expect(summary).toContain('flight-delay  [sklearn]  training/train.py:');
    expect(summary).toContain('s3://skyline-reference/airports/airports.parquet');
    expect(summary).toContain('origin_delay_rate <- delay_rate');
    expect(summary).toMatch(/reads +features\/build_features\.py:\d+ {2}pd\.read_parquet/);
  });
});
