import { CodedError } from '@driftline/contracts';
import type { BinnedDistribution } from './binnedDistribution.js';

/** Throws `bins_differ` unless both distributions have the same number of bins. */
export function checkSameBins(reference: BinnedDistribution, window: BinnedDistribution): void {
  if (reference.counts.length === window.counts.length) return;
  throw new CodedError({
    code: 'bins_differ',
    status: 422,
    message: `the reference has ${reference.counts.length} bins but the window has ${window.counts.length}`,
    action: 'count both in the bins of the same layout',
  });
}
