import type { Proposal } from '@driftline/contracts';
import type { IncidentContext } from '../diagnose/suspectSource.js';

/** Every registered reaction that fits the incident, safest first. */
export function proposeReactions(_context: IncidentContext): Proposal[] {
  return [];
}
