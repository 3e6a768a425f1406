import type {
  Finding,
  IncidentEvent,
  IncidentStatus,
  Proposal,
  Severity,
  Sli,
  Suspects,
} from '@driftline/contracts';
import { fromJson } from '../client/json.js';
import { toIso, toIsoOrNull } from '../client/time.js';
import type { IncidentEvent as EventRow, Incident as Row } from '../generated/client.js';
import type { StoredIncident } from './storedIncident.js';

/** What is read with every incident: its model's name and its history, oldest first. */
export const WITH_HISTORY = {
  model: { select: { name: true } },
  events: { orderBy: { id: 'asc' } },
} as const;

type IncidentRow = Row & { model: { name: string }; events: EventRow[] };

function toEvent(row: EventRow): IncidentEvent {
  return { at: toIso(row.at), kind: row.kind as IncidentEvent['kind'], text: row.text, by: row.by };
}

export function toStoredIncident(row: IncidentRow): StoredIncident {
  return {
    modelId: row.modelId,
    state: row.state,
    incident: {
      id: row.id,
      model: row.model.name,
      severity: row.severity as Severity,
      status: row.status as IncidentStatus,
      cause: row.cause,
      title: row.title,
      summary: row.summary,
      openedAt: toIso(row.openedAt),
      closedAt: toIsoOrNull(row.closedAt),
      startedAt: toIso(row.startedAt),
      assignee: row.assignee,
      slis: fromJson<Sli[]>(row.slis),
      findings: fromJson<Finding[]>(row.findings),
      suspects: fromJson<Suspects>(row.suspects),
      proposals: fromJson<Proposal[]>(row.proposals),
      history: row.events.map(toEvent),
    },
  };
}
