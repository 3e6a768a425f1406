import type { EdgeTone, Graph, NodeTone } from '../../shared/graph/graphTypes.js';
import { reach } from '../../shared/graph/reach.js';

export interface GraphTones {
  node: (id: string) => NodeTone;
  edge: (id: string) => EdgeTone;
}

/** With a chosen node, everything up- and downstream of it stands out and the rest steps back. */
export function graphTones(graph: Graph, focus: string | undefined, chosen: string | undefined): GraphTones {
  if (chosen === undefined) {
    return { node: (id) => (id === focus ? 'focus' : 'plain'), edge: () => 'plain' };
  }
  const up = reach(graph.edges, [chosen], 'upstream');
  const down = reach(graph.edges, [chosen], 'downstream');
  const reached = new Set(
    graph.edges
      .filter(({ from, to }) => (up.has(from) && up.has(to)) || (down.has(from) && down.has(to)))
      .map((edge) => edge.id),
  );
  return {
    node: (id) => (id === chosen ? 'focus' : up.has(id) || down.has(id) ? 'reached' : 'dimmed'),
    edge: (id) => (reached.has(id) ? 'reached' : 'dimmed'),
  };
}
