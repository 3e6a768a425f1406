import type { ReferenceSli, Sli } from '@driftline/contracts';
import { higherIsBetter } from '../numbers/metricName.js';

/** How far the SLI lies outside the reference band on the bad side, in widths of the band; 0 inside or unknown. */
export function sliHarm(sli: Sli, reference: ReferenceSli | undefined): number {
  if (sli.value === null || reference === undefined) return 0;
  const width = Math.max(reference.high - reference.low, 1e-9);
  const beyond = higherIsBetter(sli.metric) ? reference.low - sli.value : sli.value - reference.high;
  return Math.max(0, beyond / width);
}
