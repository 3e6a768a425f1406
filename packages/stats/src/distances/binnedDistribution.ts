/**
 * Rows counted in bins. The two distributions of a comparison have the same bins in the same order; a bin for
 * nulls or for all other categories is one more entry.
 */
export interface BinnedDistribution {
  /** Rows (or weight) per bin, non-negative. */
  counts: Float64Array;
  /**
   * Numeric columns: a representative value per bin, ascending, same length as `counts`; NaN for a bin that has
   * no place on the axis (nulls), which ordered distances leave out. See `binPositions`.
   */
  positions?: Float64Array;
}
