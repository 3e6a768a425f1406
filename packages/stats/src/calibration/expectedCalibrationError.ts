import type { CalibrationBin } from './calibrationBin.js';

/**
 * Mean gap between score and share of positives over bins, weighted by rows (Naeini, Cooper & Hauskrecht 2015).
 * NaN without rows. Sampling noise alone adds about sqrt(p(1-p) / rows per bin), so compare at equal bins.
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  let total = 0;
  let gap = 0;
  for (const bin of bins) {
    total += bin.total;
    gap += Math.abs(bin.positives - bin.score * bin.total);
  }
  return gap / total;
}
