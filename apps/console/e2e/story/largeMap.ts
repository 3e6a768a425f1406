import type { DependencyMap, MapEdge } from '@driftline/contracts';
import { flightsMap } from './maps.js';

const chains = 200;

/** Source, ingestion, table, training and model, two hundred times; neighbouring trainings share their tables. */
function chain(index: number): Pick<DependencyMap, 'datasets' | 'activities' | 'models' | 'edges'> {
  const source = `source${index}`;
  const table = `table${index}`;
  const ingest = `ingest/load_${index}.sql`;
  const train = `train/train_${index}.py`;
  const edge = (from: string, to: string, relation: MapEdge['relation'], path: string): MapEdge => ({
    from,
    to,
    relation,
    evidence: [{ path, line: 1 + (index % 90), endLine: 1 + (index % 90), text: `${relation} ${from}` }],
    confidence: index % 3 === 0 ? 'inferred' : 'exact',
    analyzer: 'python',
  });
  return {
    datasets: [
      {
        id: source,
        namespace: 's3://lake',
        name: `raw/feed_${index}`,
        kind: 'object',
        aliases: [],
        columns: [],
        external: true,
      },
      {
        id: table,
        namespace: 'postgres://warehouse',
        name: `features.part_${index}`,
        kind: 'table',
        aliases: [],
        columns: [],
        external: false,
      },
    ],
    activities: [
      { id: ingest, name: ingest, path: ingest, language: 'sql', kind: 'query' },
      { id: train, name: train, path: train, language: 'python', kind: 'script' },
    ],
    models: [{ id: `model${index}`, name: `model-${index}`, path: train, line: 40, framework: 'sklearn' }],
    edges: [
      edge(source, ingest, 'reads', ingest),
      edge(ingest, table, 'writes', ingest),
      edge(table, train, 'reads', train),
      edge(`table${(index + 1) % chains}`, train, 'reads', train),
      edge(train, `model${index}`, 'trains', train),
    ],
  };
}

const parts = Array.from({ length: chains }, (_, index) => chain(index));

/** A map of a thousand nodes. */
export const largeMap = {
  ...flightsMap,
  id: 'map_large',
  datasets: parts.flatMap(({ datasets }) => datasets),
  activities: parts.flatMap(({ activities }) => activities),
  models: parts.flatMap(({ models }) => models),
  edges: parts.flatMap(({ edges }) => edges),
  dependencies: parts.map((_, index) => ({
    model: `model${index}`,
    source: `source${index}`,
    path: [
      `source${index}`,
      `ingest/load_${index}.sql`,
      `table${index}`,
      `train/train_${index}.py`,
      `model${index}`,
    ],
    columns: [],
    confidence: 'exact' as const,
  })),
};
