import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Graph, LayoutSizes } from './graphTypes.js';
import { layoutGraph } from './layoutGraph.js';

/** The layout of a graph; the one before stays until the new one is ready, so that nothing flickers. */
export function useGraphLayout(graph: Graph, sizes: LayoutSizes) {
  const nodes = graph.nodes.map((node) => node.id);
  const edges = graph.edges.map((edge) => edge.id);
  return useQuery({
    queryKey: ['layout', nodes, edges, sizes],
    queryFn: () => layoutGraph(graph, sizes),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    enabled: nodes.length > 0,
  });
}
