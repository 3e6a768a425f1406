import type { BinnedDistribution } from './binnedDistribution.js';
import { checkSameBins } from './checkSameBins.js';
import { totalCount } from './totalCount.js';

/** Sums a term of the two proportions over all bins; NaN when either side has no rows. */
export function sumOverBins(
  reference: BinnedDistribution,
  window: BinnedDistribution,
  term: (referenceShare: number, windowShare: number) => number,
): number {
  checkSameBins(reference, window);
  const referenceTotal = totalCount(reference.counts);
  const windowTotal = totalCount(window.counts);
  if (referenceTotal === 0 || windowTotal === 0) return Number.NaN;
  let sum = 0;
  for (let i = 0; i < reference.counts.length; i++) {
    sum += term((reference.counts[i] ?? 0) / referenceTotal, (window.counts[i] ?? 0) / windowTotal);
  }
  return sum;
}
