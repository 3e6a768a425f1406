import type { IncidentEvent } from '@driftline/contracts';
import type { EngineIncident, IncidentChange } from './engineIncident.js';

const EVENT_KIND: Record<Exclude<IncidentChange['action'], 'touch'>, IncidentEvent['kind']> = {
  open: 'opened',
  update: 'updated',
  escalate: 'escalated',
  resolve: 'resolved',
  reopen: 'reopened',
};

/** The change with its entry for the incident's history; `touch` has none. */
export function changeOf(
  action: IncidentChange['action'],
  incident: EngineIncident,
  asOf: number,
  text: string,
): IncidentChange {
  if (action === 'touch') return { action, incident, event: null };
  return { action, incident, event: { at: new Date(asOf).toISOString(), kind: EVENT_KIND[action], text } };
}
