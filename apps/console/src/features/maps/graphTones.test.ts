import { expect, test } from 'vitest';
import type { Graph } from '../../shared/graph/graphTypes.js';
import { graphTones } from './graphTones.js';

const graph: Graph = {
  nodes: ['a', 'b', 'c', 'x'].map((id) => ({ id, kind: 'dataset', name: id, detail: '', source: false })),
  edges: [
    ['a', 'b'],
    ['b', 'c'],
    ['x', 'c'],
  ].map(([from = '', to = '']) => ({
    id: from + to,
    from,
    to,
    relation: 'reads',
    confidence: 'exact',
    evidence: [],
  })),
};

test('without a chosen node only the focus stands out', () => {
  const tones = graphTones(graph, 'b', undefined);
  expect(graph.nodes.map((node) => tones.node(node.id))).toEqual(['plain', 'focus', 'plain', 'plain']);
});

test('a chosen node lights its up- and downstream, not its siblings', () => {
  const tones = graphTones(graph, undefined, 'b');
  expect(graph.nodes.map((node) => tones.node(node.id))).toEqual(['reached', 'focus', 'reached', 'dimmed']);
  expect(graph.edges.map((edge) => tones.edge(edge.id))).toEqual(['reached', 'reached', 'dimmed']);
});
