import {
  type CalibrationBin,
  type CalibrationMap,
  calibrationGain,
  isotonicRegression,
} from '@driftline/stats';
import type { LabelledCell, WindowOutcomes } from '../profile/outcomeCells.js';

const FOLDS = 5;

/**
 * From mean score to probability, learnt by isotonic regression on the labelled windows of a reference. Where that
 * does not improve calibration on windows left out, scores are kept as they are within the range that the
 * reference has shown: beyond it no score is believed. Null without labelled scores.
 * @param isRight whether the event that the score gives a probability of has happened
 */
export function learnCalibration(
  windows: readonly WindowOutcomes[],
  bins: number,
  isRight: (cell: LabelledCell) => boolean,
): CalibrationMap | null {
  const folds = Array.from({ length: Math.min(FOLDS, windows.length) }, (_, fold) =>
    calibrationBins(
      windows.filter((_window, index) => index % FOLDS === fold).flatMap(({ labelled }) => labelled),
      bins,
      isRight,
    ),
  );
  const all = calibrationBins(
    windows.flatMap(({ labelled }) => labelled),
    bins,
    isRight,
  );
  const seen = all.filter(({ total }) => total > 0);
  if (seen.length === 0) return null;
  if (folds.length > 1 && calibrationGain(folds).improves) return isotonicRegression(seen);
  return identityWithin(seen.map(({ score }) => score));
}

function identityWithin(scores: readonly number[]): CalibrationMap {
  const ends = [...new Set([Math.min(...scores), Math.max(...scores)])];
  return { x: ends, y: ends };
}

function calibrationBins(
  cells: readonly LabelledCell[],
  count: number,
  isRight: (cell: LabelledCell) => boolean,
): CalibrationBin[] {
  const bins = Array.from({ length: count }, () => ({ score: 0, positives: 0, total: 0 }));
  for (const cell of cells) {
    const bin = bins[cell.bin];
    if (!bin) continue;
    bin.score += cell.sumScore;
    bin.total += cell.weight;
    if (isRight(cell)) bin.positives += cell.weight;
  }
  return bins.map((bin) => ({ ...bin, score: bin.total > 0 ? bin.score / bin.total : 0 }));
}
