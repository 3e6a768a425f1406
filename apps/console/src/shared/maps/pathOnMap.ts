import type { PathStep } from '@driftline/contracts';
import type { Graph, GraphNode } from '../graph/graphTypes.js';
import { reach } from '../graph/reach.js';

export interface PathOnMap {
  graph: Graph;
  /** Ids of the nodes on the incident's path. */
  nodes: Set<string>;
  /** Ids of the edges on the incident's path. */
  edges: Set<string>;
}

const sameName = (node: GraphNode, step: PathStep) =>
  node.name === step.name || node.name.endsWith(`/${step.name}`) || step.name.endsWith(`/${node.name}`);

function nodeOf(graph: Graph, step: PathStep): GraphNode | undefined {
  const alike = graph.nodes.filter((node) => node.kind === step.kind && sameName(node, step));
  return (
    alike.find((node) => node.name === step.name) ?? alike.find((node) => node.id === step.id) ?? alike[0]
  );
}

/** The path alone, as the incident tells it. */
function chain(path: readonly PathStep[]): PathOnMap {
  const edges = path.slice(1).map((step, index) => ({
    id: `${index} ${step.id}`,
    from: path[index]?.id ?? '',
    to: step.id,
    relation: step.relation ?? '',
    confidence: step.confidence,
    evidence: step.evidence,
  }));
  return {
    graph: {
      nodes: path.map((step, index) => ({
        id: step.id,
        kind: step.kind,
        name: step.name,
        detail: index === 0 && step.kind === 'dataset' ? 'dataset, source' : step.kind,
        source: index === 0 && step.kind === 'dataset',
      })),
      edges,
    },
    nodes: new Set(path.map((step) => step.id)),
    edges: new Set(edges.map((edge) => edge.id)),
  };
}

/**
 * The incident's path with its direct neighbours on the map.
 * When a step is not on the map (another commit, run-time lineage only) the path stands alone.
 */
export function pathOnMap(path: readonly PathStep[], map: Graph | undefined): PathOnMap {
  const found = map === undefined ? [] : path.map((step) => nodeOf(map, step));
  const ids = found.flatMap((node) => node?.id ?? []);
  const model = ids.at(-1);
  if (map === undefined || model === undefined || ids.length !== path.length) return chain(path);
  const edges = ids.slice(1).flatMap((to, index) => {
    const edge = map.edges.find((candidate) => candidate.from === ids[index] && candidate.to === to);
    const step = path[index + 1];
    return edge === undefined || step === undefined
      ? []
      : [{ ...edge, evidence: step.evidence.length > 0 ? step.evidence : edge.evidence }];
  });
  if (edges.length !== ids.length - 1) return chain(path);
  const shown = new Set([
    ...reach(map.edges, ids, 'upstream', 1).keys(),
    ...reach(map.edges, [model], 'downstream', 1).keys(),
  ]);
  const onPath = new Map(edges.map((edge) => [edge.id, edge]));
  return {
    graph: {
      nodes: map.nodes.filter((node) => shown.has(node.id)),
      edges: map.edges
        .filter((edge) => shown.has(edge.from) && shown.has(edge.to))
        .map((edge) => onPath.get(edge.id) ?? edge),
    },
    nodes: new Set(ids),
    edges: new Set(onPath.keys()),
  };
}
