import type { GraphEdge } from './graphTypes.js';

export type Direction = 'upstream' | 'downstream';

/** Every node that is reached from `start` against (upstream) or along (downstream) the edges, with its distance. */
export function reach(
  edges: readonly GraphEdge[],
  start: Iterable<string>,
  direction: Direction,
  depth = Number.POSITIVE_INFINITY,
): Map<string, number> {
  const distances = new Map<string, number>([...start].map((id) => [id, 0]));
  let frontier = [...distances.keys()];
  for (let distance = 1; distance <= depth && frontier.length > 0; distance += 1) {
    const here = new Set(frontier);
    const next = edges
      .filter((edge) => here.has(direction === 'upstream' ? edge.to : edge.from))
      .map((edge) => (direction === 'upstream' ? edge.from : edge.to))
      .filter((id) => !distances.has(id));
    for (const id of next) distances.set(id, distance);
    frontier = [...new Set(next)];
  }
  return distances;
}
