import type { Graph } from './graphTypes.js';
import { type Direction, reach } from './reach.js';

export interface NeighbourhoodOptions {
  /** Node in the middle; undefined shows everything. */
  focus: string | undefined;
  depth: number;
  /** One side of the focus only; both when undefined. */
  direction?: Direction | undefined;
  /** Nodes whose direct neighbours are shown besides. */
  expanded: readonly string[];
}

export interface Neighbourhood extends Graph {
  /** Neighbours that are not shown, by node. */
  hidden: Map<string, number>;
}

const bothWays: readonly Direction[] = ['upstream', 'downstream'];

function shownIds(graph: Graph, { focus, depth, direction, expanded }: NeighbourhoodOptions): Set<string> {
  const all = new Set(graph.nodes.map((node) => node.id));
  if (focus === undefined || !all.has(focus)) return all;
  const shown = new Set<string>();
  const add = (start: string, steps: number, ways: readonly Direction[]) => {
    for (const way of ways) {
      for (const id of reach(graph.edges, [start], way, steps).keys()) shown.add(id);
    }
  };
  add(focus, depth, direction === undefined ? bothWays : [direction]);
  for (const id of expanded) if (all.has(id)) add(id, 1, bothWays);
  return shown;
}

/** The part of a graph around its focus, and how much of it stays hidden behind each shown node. */
export function neighbourhood(graph: Graph, options: NeighbourhoodOptions): Neighbourhood {
  const shown = shownIds(graph, options);
  const hidden = new Map<string, number>();
  for (const { from, to } of graph.edges) {
    if (shown.has(from) && !shown.has(to)) hidden.set(from, (hidden.get(from) ?? 0) + 1);
    if (shown.has(to) && !shown.has(from)) hidden.set(to, (hidden.get(to) ?? 0) + 1);
  }
  return {
    nodes: graph.nodes.filter((node) => shown.has(node.id)),
    edges: graph.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to)),
    hidden,
  };
}
