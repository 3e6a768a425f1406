import { applyCalibration } from './applyCalibration.js';
import { binnedLogLoss } from './binnedLogLoss.js';
import type { CalibrationBin } from './calibrationBin.js';
import { expectedCalibrationError } from './expectedCalibrationError.js';
import { isotonicRegression } from './isotonicRegression.js';

/** Calibration judged on rows it has not seen. */
export interface CalibrationGain {
  errorBefore: number;
  errorAfter: number;
  logLossBefore: number;
  logLossAfter: number;
  /** True when calibration lowers both the expected calibration error and the log loss out of fold. */
  improves: boolean;
}

/** Adds up, bin by bin in score order, what the folds say, so that noise averages out before gaps are taken. */
function mergeFolds(folds: readonly (readonly CalibrationBin[])[], bins: number): CalibrationBin[] {
  return Array.from({ length: bins }, (_, index) => {
    const merged = { score: 0, positives: 0, total: 0 };
    for (const fold of folds) {
      const bin = fold[index];
      if (!bin || bin.total === 0) continue;
      merged.score += bin.score * bin.total;
      merged.positives += bin.positives;
      merged.total += bin.total;
    }
    return { ...merged, score: merged.total > 0 ? merged.score / merged.total : 0 };
  });
}

/**
 * Cross-validates isotonic calibration: each fold is calibrated by the map learnt on all the others, then both
 * measures are taken over all folds together. `folds[f][b]` is bin b (same score bins in every fold) of fold f;
 * at least two folds with rows are needed, otherwise nothing improves. Calibrated probabilities are clipped by
 * half a row of the whole for the log loss: an isotonic map says 0 and 1 too readily.
 */
export function calibrationGain(folds: readonly (readonly CalibrationBin[])[]): CalibrationGain {
  const bins = Math.max(0, ...folds.map((fold) => fold.length));
  const calibrated = folds.map((fold, index) => {
    const map = isotonicRegression(folds.filter((_, other) => other !== index).flat());
    return fold.map((bin) => ({ ...bin, score: applyCalibration(map, bin.score) }));
  });
  const before = folds.flat();
  const rows = before.reduce((sum, bin) => sum + bin.total, 0);
  const leastScore = 1 / (2 * Math.max(rows, 1));
  const errorBefore = expectedCalibrationError(mergeFolds(folds, bins));
  const errorAfter = expectedCalibrationError(mergeFolds(calibrated, bins));
  const logLossBefore = binnedLogLoss(before, leastScore);
  const logLossAfter = binnedLogLoss(calibrated.flat(), leastScore);
  const improves = errorAfter < errorBefore && logLossAfter < logLossBefore;
  return { errorBefore, errorAfter, logLossBefore, logLossAfter, improves };
}
