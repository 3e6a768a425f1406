import type { CalibrationBin } from './calibrationBin.js';

/** Mean log loss, in nats, of predicting each bin's score; scores clipped to [leastScore, 1 - leastScore]. */
export function binnedLogLoss(bins: readonly CalibrationBin[], leastScore: number): number {
  let total = 0;
  let loss = 0;
  for (const bin of bins) {
    const score = Math.min(Math.max(bin.score, leastScore), 1 - leastScore);
    total += bin.total;
    loss -= bin.positives * Math.log(score) + (bin.total - bin.positives) * Math.log(1 - score);
  }
  return loss / total;
}
