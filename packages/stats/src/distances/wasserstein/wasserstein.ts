import type { BinnedDistribution } from '../binnedDistribution.js';
import type { Distance } from '../distance.js';
import { visitSteps } from '../visitSteps.js';

/** Standard deviation of the reference over its positions, or their span when the reference sits in one bin. */
function referenceScale({ counts, positions = new Float64Array() }: BinnedDistribution): number {
  let [rows, mean, squares] = [0, 0, 0];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] ?? Number.NaN;
    const count = counts[i] ?? 0;
    if (Number.isNaN(position)) continue;
    low = Math.min(low, position);
    high = Math.max(high, position);
    if (count === 0) continue;
    rows += count;
    const change = position - mean;
    mean += (change * count) / rows;
    squares += count * change * (position - mean);
  }
  return squares > 0 ? Math.sqrt(squares / rows) : high - low || 1;
}

/**
 * Earth mover's distance between the bins' positions, in standard deviations of the reference: ∫|F - G| / sd.
 * Outer bins hold their rows at one position, so it stays finite under outliers.
 */
export const wasserstein: Distance = {
  name: 'wasserstein',
  kind: 'numeric',
  order: 1,
  bound: Number.POSITIVE_INFINITY,
  symmetric: false,
  effect(reference, window) {
    let work = 0;
    const compared = visitSteps(reference, window, (gap, width) => {
      work += Math.abs(gap) * width;
    });
    return compared ? work / referenceScale(reference) : Number.NaN;
  },
};
