import type { Finding, IncidentEvent, Severity, Sli } from '@driftline/contracts';

export type IncidentCause = 'input-change' | 'outcome-shift' | 'hard-error' | 'performance';

/** What the state machine remembers of an incident between evaluations. Plain JSON, opaque to the worker. */
export interface IncidentMemory {
  /** Starts of the windows that are bad by their newest evaluation, ascending; the newest fifty. */
  bad: number[];
  /** Starts of the whole windows that turned out good since the newest bad one. */
  good: number[];
  /** True once labels showed the harm: then only labels can show that it is over. */
  seenByLabels: boolean;
  /** How bad the worst window was, in standard deviations; `slis` and `findings` are its own. */
  worst: number;
}

/** An incident as the engine knows it; the worker adds model, assignee, status `acknowledged`, suspects, proposals. */
export interface EngineIncident {
  /** Unique per model, chosen by the engine and never changed. */
  key: string;
  cause: IncidentCause;
  severity: Severity;
  status: 'open' | 'resolved';
  title: string;
  summary: string;
  /** asOf times of evaluations, epoch milliseconds. */
  openedAt: number;
  closedAt: number | null;
  /** Start of the first bad window. */
  startedAt: number;
  /** Features that the evidence names, strongest first. */
  columns: string[];
  slis: Sli[];
  findings: Finding[];
  memory: IncidentMemory;
}

/** One thing to write down and, unless the action is `touch`, to tell. */
export interface IncidentChange {
  /** `touch`: store the incident, nobody needs to be told. */
  action: 'open' | 'update' | 'escalate' | 'resolve' | 'reopen' | 'touch';
  /** The whole incident after the change. */
  incident: EngineIncident;
  /** Entry for the incident's history; null for `touch`. `at` is the asOf. */
  event: Pick<IncidentEvent, 'at' | 'kind' | 'text'> | null;
}
