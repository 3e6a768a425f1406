import { describe, expect, test } from 'vitest';
import type { Graph } from '../graph/graphTypes.js';
import { railLayout } from './railLayout.js';

const edge = (from: string, to: string) => ({
  id: `${from}>${to}`,
  from,
  to,
  relation: 'reads',
  confidence: 'exact' as const,
  evidence: [],
});
const graph: Graph = {
  nodes: ['s', 'a', 'm', 'x', 'y', 'c'].map((id) => ({
    id,
    kind: 'dataset',
    name: id,
    detail: '',
    source: false,
  })),
  edges: [edge('s', 'a'), edge('a', 'm'), edge('x', 'a'), edge('y', 'a'), edge('m', 'c')],
};
const rail = railLayout(['s', 'a', 'm'], graph, 1000);

describe('railLayout', () => {
  test('the path is one straight line from left to right', () => {
    const steps = ['s', 'a', 'm'].map((id) => rail.nodes.get(id));
    expect(new Set(steps.map((step) => step?.y)).size).toBe(1);
    expect(steps.map((step) => step?.x)).toEqual([0, 250, 500]);
  });
  test('what flows in besides stands above the step before, without overlap', () => {
    const [x, y, s] = ['x', 'y', 's'].map((id) => rail.nodes.get(id));
    expect([x?.x, y?.x]).toEqual([0, 0]);
    expect((s?.y ?? 0) - (x?.y ?? 0)).toBeGreaterThanOrEqual(60);
    expect((x?.y ?? 0) - (y?.y ?? 0)).toBeGreaterThanOrEqual(60);
  });
  test('consumers stand behind the model', () => expect(rail.nodes.get('c')?.x).toBe(750));
  test('only edges of the path carry a label', () => expect([...rail.labels.keys()]).toEqual(['s>a', 'a>m']));
  test('a path too long for the room keeps its text readable', () => {
    expect(railLayout(['s', 'a', 'm'], graph, 200).width).toBeGreaterThan(500);
  });
});
