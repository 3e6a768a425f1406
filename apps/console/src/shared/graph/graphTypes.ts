import type { Evidence, MapConfidence } from '@driftline/contracts';

export type GraphNodeKind = 'dataset' | 'activity' | 'component' | 'model';

/** A node of a dependency graph on screen. */
export interface GraphNode {
  id: string;
  kind: GraphNodeKind;
  name: string;
  /** What it is, in a word or two: `table`, `script, python`, `sklearn`. */
  detail: string;
  /** A dataset that nothing in the map writes. */
  source: boolean;
}

export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  relation: string;
  confidence: MapConfidence | null;
  evidence: readonly Evidence[];
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}
