import type { DependencyMap } from '@driftline/contracts';
import type { Graph, GraphNode } from '../graph/graphTypes.js';

/** The name of a dataset as suspects write it: namespace, then name unless the namespace says it already. */
function datasetTitle(dataset: { namespace: string; name: string }): string {
  return dataset.namespace === '' ? dataset.name : `${dataset.namespace.replace(/\/$/, '')}/${dataset.name}`;
}

/** A dependency map as nodes and edges. */
export function mapGraph(map: Pick<DependencyMap, 'datasets' | 'activities' | 'models' | 'edges'>): Graph {
  const nodes: GraphNode[] = [
    ...map.datasets.map((dataset) => ({
      id: dataset.id,
      kind: 'dataset' as const,
      name: datasetTitle(dataset),
      detail: dataset.external ? `${dataset.kind}, source` : dataset.kind,
      source: dataset.external,
    })),
    ...map.activities.map((activity) => ({
      id: activity.id,
      kind: 'activity' as const,
      name: activity.name,
      detail: `${activity.kind}, ${activity.language}`,
      source: false,
    })),
    ...map.models.map((model) => ({
      id: model.id,
      kind: 'model' as const,
      name: model.name,
      detail: `model, ${model.framework}`,
      source: false,
    })),
  ];
  const edges = map.edges.map((edge) => ({
    id: `${edge.from} ${edge.relation} ${edge.to}`,
    from: edge.from,
    to: edge.to,
    relation: edge.relation,
    confidence: edge.confidence,
    evidence: edge.evidence,
  }));
  return { nodes, edges: [...new Map(edges.map((edge) => [edge.id, edge])).values()] };
}
