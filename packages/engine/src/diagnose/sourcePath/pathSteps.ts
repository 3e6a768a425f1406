import type { PathStep } from '@driftline/contracts';
import type { LineageGraph } from '../../lineage/lineageGraph.js';

/** The nodes of a path as the API shows them, each with how the one before leads to it. */
export function pathSteps(graph: LineageGraph, path: readonly string[]): PathStep[] {
  return path.flatMap((id, index) => {
    const node = graph.nodes.find((one) => one.id === id);
    const before = path[index - 1];
    const edge = graph.edges.find(({ from, to }) => from === before && to === id);
    if (!node) return [];
    return [
      {
        id,
        kind: node.kind,
        name: node.name,
        relation: edge?.relation ?? null,
        confidence: edge?.confidence ?? null,
        evidence: edge?.evidence ?? [],
      },
    ];
  });
}
