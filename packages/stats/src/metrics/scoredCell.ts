/** Labelled rows of a binary model with the same label and about the same score. Sums are weighted. */
export interface ScoredCell {
  /** True when the label is the positive one. */
  positive: boolean;
  rows: number;
  weight: number;
  /** Sums over rows of the score, its square, ln(score) and ln(1 - score). */
  sumScore: number;
  sumSquaredScore: number;
  sumLogScore: number;
  sumLogOneMinusScore: number;
}
