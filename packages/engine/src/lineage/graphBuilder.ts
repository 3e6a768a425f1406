import type { ColumnEdge, FeatureLink, LineageEdge, LineageGraph, LineageNode } from './lineageGraph.js';

const ORDER = { exact: 2, inferred: 1, possible: 0 } as const;

type NewNode = Omit<LineageNode, 'source' | 'origins'>;

/** Collects nodes and edges, merging repeats; which datasets are sources is settled at the end. */
export class GraphBuilder {
  readonly #nodes = new Map<string, LineageNode>();
  readonly #edges = new Map<string, LineageEdge>();
  readonly #features: FeatureLink[] = [];
  readonly #columnEdges: ColumnEdge[] = [];

  addNode(node: NewNode, origin: LineageNode['origins'][number]): void {
    const known = this.#nodes.get(node.id);
    this.#nodes.set(node.id, {
      ...(known ?? node),
      columns: [...new Set([...(known?.columns ?? []), ...node.columns])],
      kind: known?.kind === 'model' ? 'model' : node.kind,
      source: false,
      origins: [...new Set([...(known?.origins ?? []), origin])],
    });
  }

  addEdge(edge: LineageEdge): void {
    if (edge.from === edge.to) return;
    const key = `${edge.from}\n${edge.to}\n${edge.relation}`;
    const known = this.#edges.get(key);
    const better = known && ORDER[known.confidence] >= ORDER[edge.confidence] ? known : edge;
    this.#edges.set(key, { ...better, evidence: [...(known?.evidence ?? []), ...edge.evidence] });
  }

  addFeature(link: FeatureLink): void {
    this.#features.push(link);
  }

  addColumnEdge(edge: ColumnEdge): void {
    this.#columnEdges.push(edge);
  }

  build(): LineageGraph {
    const edges = [...this.#edges.values()];
    const written = new Set(edges.filter(({ relation }) => relation !== 'reads').map(({ to }) => to));
    const nodes = [...this.#nodes.values()].map((node) => ({
      ...node,
      source: node.kind === 'dataset' && !written.has(node.id),
    }));
    return { nodes, edges, features: this.#features, columnEdges: this.#columnEdges };
  }
}
