import type { Proposal } from '@driftline/contracts';
import type { IncidentContext } from '../diagnose/suspectSource.js';

/** One kind of repair: incident in, proposal out, or null when it does not fit. */
export interface Reaction {
  name: string;
  propose(context: IncidentContext): Proposal | null;
}
