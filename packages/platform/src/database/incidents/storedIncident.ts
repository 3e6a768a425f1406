import type { Incident, IncidentStatus, Severity } from '@driftline/contracts';
import type { PageRequest } from '../paging/pageOf.js';

/** An incident as the API shows it, with what only the engine reads. */
export interface StoredIncident {
  incident: Incident;
  modelId: string;
  /** The engine's own memory of the incident. */
  state: unknown;
}

/** What the engine says of a new incident; id and history are given here. */
export interface NewIncident extends Omit<Incident, 'id' | 'model' | 'history' | 'assignee'> {
  modelId: string;
  state: unknown;
}

/** What may be changed of an incident; what is left out stays. */
export type IncidentPatch = Partial<Omit<Incident, 'id' | 'model' | 'history' | 'openedAt'>> & {
  state?: unknown;
};

export interface IncidentFilter extends PageRequest {
  /** Name of the model. */
  model?: string;
  status?: readonly IncidentStatus[];
  severity?: Severity;
  /** Epoch milliseconds; openedAt at or after. */
  from?: number;
  /** Epoch milliseconds; openedAt before. */
  to?: number;
}
