import type { ActivityKind, DatasetKind, MapConfidence } from '@driftline/contracts';
import type { Position } from '../facts/position.js';
import type { Flow } from '../values/flow.js';

/** A place in a file of the repository. */
export interface Place {
  path: string;
  at: Position;
}

/** The activity that is being interpreted: a script, or one of the ways in which pipelines run it. */
export interface ActivityRecord {
  key: string;
  name: string;
  path: string;
  language: string;
  kind: ActivityKind;
}

export interface DatasetRecord {
  index: number;
  namespace: string;
  name: string;
  kind: DatasetKind;
  key: string;
  aliases: Set<string>;
  columns: Set<string>;
}

export interface AccessRecord {
  relation: 'reads' | 'writes';
  activity: ActivityRecord;
  dataset: number;
  place: Place;
  confidence: MapConfidence;
  analyzer: string;
  /** What is written; empty for reads. */
  flow: Flow;
  /** It changes rows of a dataset that has others: it does not say where the dataset comes from. */
  partial?: boolean;
}

/** One activity's way to a training call. */
export interface TrainingRecord {
  activity: ActivityRecord;
  features: Flow;
  labels: Flow;
}

/** One training call. */
export interface ModelRecord {
  key: string;
  names: Map<string, number>;
  framework: string;
  place: Place;
  confidence: MapConfidence;
  /** Every activity that comes to the training call, with the data that it brings. */
  trainings: TrainingRecord[];
  servedBy: { activity: ActivityRecord; place: Place }[];
}

export interface UnresolvedRecord {
  place: Place;
  reason: string;
  /** Keys of the activities that came to it. */
  activities: Set<string>;
}

/** An activity graph. */
export interface GraphRecord {
  name: string;
  kind: string;
  path: string;
  activities: Set<ActivityRecord>;
}

/** One activity that starts another. */
export interface RunRecord {
  from: ActivityRecord;
  to: ActivityRecord;
  place: Place;
  confidence: MapConfidence;
  analyzer: string;
}

/** A script or notebook that code starts. */
export interface StartRecord {
  from: ActivityRecord;
  place: Place;
  script: string;
  words: readonly string[];
  environment: ReadonlyMap<string, string>;
  /** Where a script of SQL finds its unqualified tables. */
  space?: { namespace: string; prefix: string };
}
