import type { Suspects } from '@driftline/contracts';
import type { IncidentContext } from './suspectSource.js';

/** Every registered suspect source over one incident, merged by kind, most suspect first. */
export function rankSuspects(_context: IncidentContext): Suspects {
  return { columns: [], components: [], sources: [] };
}
