import type { Proposal } from '@driftline/contracts';
import type { IncidentContext } from '../diagnose/suspectSource.js';
import { reactions } from './reactions.js';

const RISK = { low: 0, medium: 1, high: 2 } as const;

/** Every registered reaction that fits the incident, safest first. Nothing is executed. */
export function proposeReactions(context: IncidentContext): Proposal[] {
  return reactions
    .flatMap((reaction) => reaction.propose(context) ?? [])
    .sort((a, b) => RISK[a.risk] - RISK[b.risk]);
}
