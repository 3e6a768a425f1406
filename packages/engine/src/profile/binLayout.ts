/** Bins fixed by the reference, so that counts of any windows can be compared and merged. */
export interface BinLayout {
  /** Numeric column -> ascending inner edges e1 < … < ek; bin i holds e_i <= x < e_{i+1}; k+1 bins in all. */
  edges: Record<string, number[]>;
  /** String column -> its categories; one more bin, the last, holds every other string. */
  categories: Record<string, string[]>;
}
