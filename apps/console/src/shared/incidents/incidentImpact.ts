import type { Incident } from '@driftline/contracts';

const severityWeight = { page: 100, warn: 20 } as const;
const halfLifeDays = 14;
const dayMs = 86_400_000;

/**
 * Impact of an incident, for sorting: severity x models hit by the same source x newness.
 * Newness halves every 14 days and never falls under .3, so that an old page still beats a new warning.
 */
export function incidentImpact(incident: Incident, all: readonly Incident[], now: number): number {
  const source = incident.suspects.sources[0]?.name;
  const hit = new Set([incident.model]);
  for (const other of all) {
    const alive = other.status !== 'resolved';
    if (source !== undefined && alive && other.suspects.sources[0]?.name === source) hit.add(other.model);
  }
  const ageDays = Math.max(0, now - Date.parse(incident.openedAt)) / dayMs;
  const newness = Math.max(0.3, 0.5 ** (ageDays / halfLifeDays));
  return severityWeight[incident.severity] * hit.size * newness;
}
