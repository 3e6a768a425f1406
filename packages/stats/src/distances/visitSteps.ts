import { CodedError } from '@driftline/contracts';
import type { BinnedDistribution } from './binnedDistribution.js';
import { checkSameBins } from './checkSameBins.js';

function requirePositions(reference: BinnedDistribution): Float64Array {
  if (reference.positions?.length === reference.counts.length) return reference.positions;
  throw new CodedError({
    code: 'positions_missing',
    status: 422,
    message: 'an ordered distance needs one position per bin of the reference',
    action: 'pass positions, for example from binPositions, or choose a distance of kind both',
  });
}

function placedTotal(counts: Float64Array, positions: Float64Array): number {
  let total = 0;
  for (let i = 0; i < counts.length; i++) if (!Number.isNaN(positions[i])) total += counts[i] ?? 0;
  return total;
}

/**
 * Walks the ordered bins and reports, after each, the gap between the cumulative shares (reference minus window)
 * and the width to the next bin's position (0 after the last). Bins without a position are left out of the
 * shares. Returns false, without a visit, when either side has no placed rows.
 */
export function visitSteps(
  reference: BinnedDistribution,
  window: BinnedDistribution,
  visit: (gap: number, width: number) => void,
): boolean {
  checkSameBins(reference, window);
  const positions = requirePositions(reference);
  const referenceTotal = placedTotal(reference.counts, positions);
  const windowTotal = placedTotal(window.counts, positions);
  if (referenceTotal === 0 || windowTotal === 0) return false;
  let gap = 0;
  let previous = Number.NaN;
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i] ?? Number.NaN;
    if (Number.isNaN(position)) continue;
    if (!Number.isNaN(previous)) visit(gap, position - previous);
    gap += (reference.counts[i] ?? 0) / referenceTotal - (window.counts[i] ?? 0) / windowTotal;
    previous = position;
  }
  visit(gap, 0);
  return true;
}
