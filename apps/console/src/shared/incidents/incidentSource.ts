import type { Evidence, Incident, PathStep, Suspect } from '@driftline/contracts';

export interface ProbableSource {
  suspect: Suspect;
  /** Where the code reads the source: the first evidence on the path. */
  evidence: Evidence | undefined;
  path: readonly PathStep[];
}

/** The most suspected source with the first place in the code that touches it. */
export function incidentSource(incident: Incident): ProbableSource | undefined {
  const suspect = incident.suspects.sources[0];
  if (suspect === undefined) return undefined;
  const path = suspect.path ?? [];
  return { suspect, path, evidence: path.flatMap((step) => step.evidence)[0] };
}
