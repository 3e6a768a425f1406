import { groupBy } from '../collections/groupBy.js';
import type { LineageGraph } from './lineageGraph.js';

/** Node ids from one node along the flow of data to another, fewest steps; null without a way. */
export function shortestPath(graph: LineageGraph, from: string, to: string): string[] | null {
  const next = groupBy(graph.edges, (edge) => edge.from);
  const paths = new Map<string, string[]>([[from, [from]]]);
  for (const [node, path] of paths) {
    if (node === to) return path;
    for (const edge of next.get(node) ?? []) {
      if (!paths.has(edge.to)) paths.set(edge.to, [...path, edge.to]);
    }
  }
  return null;
}
