import type { Graph, GraphNode } from '../graph/graphTypes.js';
import { reach } from '../graph/reach.js';

/** What the map knows behind a model: the activities that load it and what they write. */
export function consumersOf(graph: Graph, model: string): GraphNode[] {
  const start = graph.nodes
    .filter((node) => node.kind === 'model' && node.name === model)
    .map((node) => node.id);
  const reached = reach(graph.edges, start, 'downstream');
  return graph.nodes.filter((node) => (reached.get(node.id) ?? 0) > 0);
}
