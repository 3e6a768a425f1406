import type { Incident, Window } from '@driftline/contracts';

/** Predictions in the windows from the first bad one until the incident closed. */
export function affectedRows(
  incident: Pick<Incident, 'startedAt' | 'closedAt'>,
  windows: readonly Window[],
): number {
  const start = Date.parse(incident.startedAt);
  const end = incident.closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(incident.closedAt);
  return windows
    .filter((window) => Date.parse(window.start) >= start && Date.parse(window.start) < end)
    .reduce((sum, window) => sum + window.rows, 0);
}
