import type { Graph, GraphNode } from '../graph/graphTypes.js';
import { reach } from '../graph/reach.js';

/** What the map knows behind a model, nearest first: the activities that load it and what they write. */
export function consumersOf(graph: Graph, model: string): GraphNode[] {
  const start = graph.nodes
    .filter((node) => node.kind === 'model' && node.name === model)
    .map((node) => node.id);
  const reached = reach(graph.edges, start, 'downstream');
  return [...reached].flatMap(([id, distance]) =>
    distance === 0 ? [] : graph.nodes.filter((node) => node.id === id),
  );
}
