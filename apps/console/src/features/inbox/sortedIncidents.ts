import type { Incident } from '@driftline/contracts';
import { incidentImpact } from '../../shared/incidents/incidentImpact.js';

export interface IncidentSections {
  /** Open and acknowledged. */
  alive: Incident[];
  resolved: Incident[];
}

/** The incidents by impact, those that still hold before those that are over; ties by the newest. */
export function sortedIncidents(
  shown: readonly Incident[],
  all: readonly Incident[],
  now: number,
): IncidentSections {
  const impact = new Map(shown.map((incident) => [incident.id, incidentImpact(incident, all, now)]));
  const sorted = [...shown].sort(
    (a, b) =>
      (impact.get(b.id) ?? 0) - (impact.get(a.id) ?? 0) ||
      Date.parse(b.openedAt) - Date.parse(a.openedAt) ||
      a.id.localeCompare(b.id),
  );
  const newest = sorted
    .filter((incident) => incident.status === 'resolved')
    .sort((a, b) => Date.parse(b.closedAt ?? b.openedAt) - Date.parse(a.closedAt ?? a.openedAt));
  return { alive: sorted.filter((incident) => incident.status !== 'resolved'), resolved: newest };
}
