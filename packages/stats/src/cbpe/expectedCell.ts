/** Unlabelled rows of a binary model with the same predicted class and about the same score. */
export interface ExpectedCell {
  /** True when the predicted class is the positive one. */
  predictedPositive: boolean;
  /** Rows, or weight. */
  rows: number;
  /** Calibrated probability of the positive label. */
  probability: number;
  /** The model's own mean score in the cell: orders the cells, and is what log loss and Brier score judge. */
  score: number;
}
