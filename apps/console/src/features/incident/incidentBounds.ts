import type { Incident } from '@driftline/contracts';

const dayMs = 86_400_000;

/** Without a chosen time range: a month before the first bad window to two weeks after the end. */
export function incidentBounds(incident: Pick<Incident, 'startedAt' | 'closedAt'>): {
  from: string;
  to?: string;
} {
  const from = new Date(Date.parse(incident.startedAt) - 30 * dayMs).toISOString();
  if (incident.closedAt === null) return { from };
  return { from, to: new Date(Date.parse(incident.closedAt) + 14 * dayMs).toISOString() };
}
