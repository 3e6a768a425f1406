import type { Incident } from '@driftline/contracts';

/** Whether the incident held at any time between the bounds; an open bound is no bound. */
export function happenedWithin(
  incident: Pick<Incident, 'startedAt' | 'closedAt'>,
  bounds: { from?: string; to?: string },
): boolean {
  const ended = incident.closedAt === null ? Number.POSITIVE_INFINITY : Date.parse(incident.closedAt);
  const from = bounds.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(bounds.from);
  const to = bounds.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(bounds.to);
  return ended >= from && Date.parse(incident.startedAt) < to;
}
