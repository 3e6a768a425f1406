/** Rows (or weight, or expected rows) of a binary model by predicted class and label. */
export interface ConfusionCounts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
}
