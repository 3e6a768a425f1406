import { describe, expect, test } from 'vitest';
import type { Graph } from './graphTypes.js';
import { neighbourhood } from './neighbourhood.js';
import { reach } from './reach.js';

/** a -> b -> c -> d, and x -> b. */
const graph: Graph = {
  nodes: ['a', 'b', 'c', 'd', 'x'].map((id) => ({
    id,
    kind: 'dataset',
    name: id,
    detail: '',
    source: false,
  })),
  edges: [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['x', 'b'],
  ].map(([from = '', to = '']) => ({
    id: from + to,
    from,
    to,
    relation: 'reads',
    confidence: 'exact',
    evidence: [],
  })),
};
const shown = (options: Parameters<typeof neighbourhood>[1]) =>
  neighbourhood(graph, options)
    .nodes.map((node) => node.id)
    .join('');

describe('neighbourhood', () => {
  test.each([
    ['no focus shows everything', { focus: undefined, depth: 1, expanded: [] }, 'abcdx'],
    ['a focus that is not in the map shows everything', { focus: 'z', depth: 1, expanded: [] }, 'abcdx'],
    ['one step both ways', { focus: 'c', depth: 1, expanded: [] }, 'bcd'],
    ['two steps', { focus: 'd', depth: 2, expanded: [] }, 'bcd'],
    ['an expanded node brings its neighbours', { focus: 'd', depth: 1, expanded: ['c'] }, 'bcd'],
  ])('%s', (_, options, ids) => expect(shown(options)).toBe(ids));

  test('counts what stays hidden behind a node', () => {
    expect(neighbourhood(graph, { focus: 'c', depth: 1, expanded: [] }).hidden).toEqual(new Map([['b', 2]]));
  });
});

test('reach ends in a cycle and tells the distance', () => {
  const cycle = [...graph.edges, { ...graph.edges[0], id: 'da', from: 'd', to: 'a' }].map((edge) => ({
    id: edge.id ?? '',
    from: edge.from ?? '',
    to: edge.to ?? '',
    relation: 'reads',
    confidence: null,
    evidence: [],
  }));
  expect(reach(cycle, ['a'], 'downstream')).toEqual(
    new Map([
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', 3],
    ]),
  );
});
