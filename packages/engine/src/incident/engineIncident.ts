import type { Finding, IncidentEvent, Severity, Sli } from '@driftline/contracts';

export type IncidentCause = 'input-change' | 'outcome-shift' | 'hard-error' | 'performance';

/** What the state machine remembers of an incident between evaluations. Plain JSON, opaque to the worker. */
export interface IncidentMemory {
  /** Start of the newest window that was bad, and of the windows counted good since. */
  lastBadStart: number;
  goodStarts: number[];
  /** How bad the worst evaluation was (standard deviations), which `slis` and `findings` come from. */
  worst: number;
  /** Severity and columns last told to people. */
  told: string;
}

/** An incident as the engine knows it; the worker adds model, assignee, status `acknowledged`, suspects, proposals. */
export interface EngineIncident {
  /** Unique per model, chosen by the engine: cause and first opening. */
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
