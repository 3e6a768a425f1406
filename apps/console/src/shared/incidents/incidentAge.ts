import type { Incident } from '@driftline/contracts';
import { formatDuration } from '../time/formatDuration.js';

/** How long the trouble has lasted, or lasted until it closed. */
export function incidentAge(incident: Incident, now: number): string {
  const end = incident.closedAt === null ? now : Date.parse(incident.closedAt);
  return formatDuration(end - Date.parse(incident.startedAt));
}
