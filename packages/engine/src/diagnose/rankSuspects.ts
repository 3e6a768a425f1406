import type { Suspect, Suspects } from '@driftline/contracts';
import type { IncidentContext, SuspectKind } from './suspectSource.js';
import { suspectSources } from './suspectSources.js';

const MOST_SUSPECTS = 20;

/**
 * Every registered suspect source over one incident, merged by kind and name, most suspect first. An outcome shift
 * has no suspects: the inputs are as usual, so nothing upstream of the model explains it.
 */
export function rankSuspects(context: IncidentContext): Suspects {
  if (context.incident.cause === 'outcome-shift') return { columns: [], components: [], sources: [] };
  const of = (kind: SuspectKind) =>
    merged(suspectSources.filter((source) => source.kind === kind).flatMap((source) => source.rank(context)));
  return { columns: of('columns'), components: of('components'), sources: of('sources') };
}

/** One entry per name: the highest score, all reasons. */
function merged(suspects: readonly Suspect[]): Suspect[] {
  const byName = new Map<string, Suspect>();
  for (const suspect of suspects) {
    const known = byName.get(suspect.name);
    const best = known && known.score >= suspect.score ? known : suspect;
    const reasons = [...new Set([...(known?.reasons ?? []), ...suspect.reasons])];
    byName.set(suspect.name, { ...best, score: Math.min(1, Math.max(0, best.score)), reasons });
  }
  return [...byName.values()].sort((a, b) => b.score - a.score).slice(0, MOST_SUSPECTS);
}
