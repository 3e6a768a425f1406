import type { Model, ReferenceSli, Sli } from '@driftline/contracts';
import { sliHarm } from './sliHarm.js';

export interface WorstSli {
  sli: Sli;
  reference: ReferenceSli | undefined;
}

/** The SLI that shows the harm best: one that may page before one that may not, then the one farthest outside. */
export function worstSli(slis: readonly Sli[], model: Model | undefined): WorstSli | undefined {
  const references = model?.reference?.slis ?? [];
  const ranked = slis
    .map((sli) => {
      const reference = references.find((candidate) => candidate.metric === sli.metric);
      const harm = sliHarm(sli, reference);
      const known = sli.value === null ? 0 : 1;
      return { sli, reference, rank: [known, harm > 0 && reference?.pages ? 1 : 0, harm] };
    })
    .sort((a, b) => compareRanks(b.rank, a.rank));
  const best = ranked[0];
  return best === undefined ? undefined : { sli: best.sli, reference: best.reference };
}

function compareRanks(a: number[], b: number[]): number {
  const index = a.findIndex((value, position) => value !== b[position]);
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
