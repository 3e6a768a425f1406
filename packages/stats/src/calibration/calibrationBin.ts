/** Labelled rows with about the same score. */
export interface CalibrationBin {
  /** Mean score of the rows. */
  score: number;
  /** Rows (or weight) with the positive label. */
  positives: number;
  /** Rows (or weight) in all. */
  total: number;
}
