import type { EdgeRelation, Evidence, MapConfidence } from '@driftline/contracts';

export type LineageNodeKind = 'dataset' | 'activity' | 'component' | 'model';

/** A node of the joined graph. Dataset ids are `datasetId`; others are stable strings within one graph. */
export interface LineageNode {
  id: string;
  kind: LineageNodeKind;
  /** Shown name: `namespace/name` of a dataset, job name of a component, path-like name of an activity. */
  name: string;
  namespace: string | null;
  columns: string[];
  /** Dataset that no component and no activity writes. */
  source: boolean;
  /** Where it was seen. */
  origins: ('run-time' | 'map')[];
}

/** Data flows from `from` to `to`. */
export interface LineageEdge {
  from: string;
  to: string;
  relation: EdgeRelation;
  confidence: MapConfidence;
  evidence: Evidence[];
}

/** Which columns of a source make one feature of a model, and the nodes in between, source first, model last. */
export interface FeatureLink {
  model: string;
  feature: string;
  source: string;
  columns: string[];
  path: string[];
  confidence: MapConfidence;
}

/** One column of a dataset that a component made from one column of another. */
export interface ColumnEdge {
  from: { dataset: string; column: string };
  to: { dataset: string; column: string };
  component: string;
}

/** One graph over run-time lineage and static maps. */
export interface LineageGraph {
  nodes: LineageNode[];
  edges: LineageEdge[];
  /** From maps. */
  features: FeatureLink[];
  /** From run-time column lineage. */
  columnEdges: ColumnEdge[];
}
