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

export interface Point {
  x: number;
  y: number;
}

export interface GraphLayout {
  nodes: Map<string, Point>;
  /** Middle of each edge's label; an edge without one carries it at its own middle. */
  labels: Map<string, Point>;
  width: number;
  height: number;
}

export interface LayoutSizes {
  /** Between layers. */
  gap: number;
  node: { width: number; height: number };
}

/** How much a node stands out. */
export type NodeTone = 'plain' | 'path-page' | 'path-warn' | 'focus' | 'reached' | 'dimmed';

export type EdgeTone = 'plain' | 'path-page' | 'path-warn' | 'reached' | 'dimmed';
