import type { Finding, Suspect } from '@driftline/contracts';
import type { Evaluation } from '../evaluate/evaluation.js';
import type { EngineIncident } from '../incident/engineIncident.js';
import type { LineageGraph } from '../lineage/lineageGraph.js';
import type { RunTimeLineage } from '../lineage/runTimeLineage.js';
import type { Reference } from '../reference/reference.js';

/** Everything known about one incident when its suspects are ranked. Times are epoch milliseconds. */
export interface IncidentContext {
  model: string;
  /** Features of the model, as in the reference and the traffic. */
  features: string[];
  incident: EngineIncident;
  /** Findings of the incident's bad windows, newest last. */
  findings: Finding[];
  /** Evaluations around the onset, ascending by start. */
  evaluations: readonly Evaluation[];
  reference: Reference;
  /** Null without lineage and without a map. */
  graph: LineageGraph | null;
  lineage: RunTimeLineage | null;
  now: number;
}

export type SuspectKind = 'columns' | 'components' | 'sources';

/** One way to explain an incident: context in, suspects of one kind out, most suspect first. */
export interface SuspectSource {
  name: string;
  kind: SuspectKind;
  rank(context: IncidentContext): Suspect[];
}
