import type { PathStep } from '@driftline/contracts';
import { describe, expect, test } from 'vitest';
import type { Graph, GraphNode } from '../graph/graphTypes.js';
import { consumersOf } from './consumersOf.js';
import { pathOnMap } from './pathOnMap.js';

const node = (id: string, kind: GraphNode['kind'], name: string): GraphNode => ({
  id,
  kind,
  name,
  detail: kind,
  source: false,
});
const edge = (from: string, to: string) => ({
  id: `${from} ${to}`,
  from,
  to,
  relation: 'reads',
  confidence: 'exact' as const,
  evidence: [],
});
const map: Graph = {
  nodes: [
    node('d1', 'dataset', 's3://raw/airports.csv'),
    node('d2', 'dataset', 'postgres://ops/flights'),
    node('a1', 'activity', 'train.py'),
    node('m1', 'model', 'flight-delay'),
    node('a2', 'activity', 'serve.py'),
    node('d3', 'dataset', 'out.parquet'),
    node('a9', 'activity', 'elsewhere.py'),
  ],
  edges: [edge('d1', 'a1'), edge('d2', 'a1'), edge('a1', 'm1'), edge('m1', 'a2'), edge('a2', 'd3')],
};
const step = (id: string, kind: PathStep['kind'], name: string): PathStep => ({
  id,
  kind,
  name,
  relation: 'reads',
  confidence: 'exact',
  evidence: [],
});
const path = [
  step('h1', 'dataset', 's3://raw/airports.csv'),
  step('h2', 'activity', 'train.py'),
  step('h3', 'model', 'flight-delay'),
];

describe('pathOnMap', () => {
  test('marks the path among its direct neighbours', () => {
    const { graph, nodes, edges } = pathOnMap(path, map);
    expect(graph.nodes.map((shown) => shown.id)).toEqual(['d1', 'd2', 'a1', 'm1', 'a2']);
    expect([...nodes]).toEqual(['d1', 'a1', 'm1']);
    expect([...edges]).toEqual(['d1 a1', 'a1 m1']);
  });
  test.each([
    ['no map', undefined],
    ['a step that the map does not have', { ...map, nodes: map.nodes.filter((shown) => shown.id !== 'a1') }],
    ['an edge that the map does not have', { ...map, edges: map.edges.slice(1) }],
  ])('%s leaves the path alone', (_, without) => {
    const { graph, nodes } = pathOnMap(path, without);
    expect(graph.nodes.map((shown) => shown.id)).toEqual(['h1', 'h2', 'h3']);
    expect(graph.edges).toHaveLength(2);
    expect(nodes.size).toBe(3);
  });
});

test('consumers are everything behind the model', () => {
  expect(consumersOf(map, 'flight-delay').map((consumer) => consumer.name)).toEqual([
    'serve.py',
    'out.parquet',
  ]);
});
