/** Mergeable summary of the numbers of one column in one window. */
export interface NumericSummary {
  count: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  m2: number;
  min: number;
  max: number;
  negatives: number;
  zeros: number;
  /** At QUANTILE_PROBABILITIES; approximate, and the only part that does not merge exactly. */
  quantiles: number[];
  /** Counts in the layout's bins (length edges + 1); absent when the column has no layout yet. */
  bins?: number[];
}

/** Mergeable summary of the strings of one column in one window. */
export interface TextSummary {
  count: number;
  distinct: number;
  top: [value: string, count: number][];
  /** Counts per category of the layout, then all others (length categories + 1). */
  bins?: number[];
}

/**
 * Mergeable summary of one column in one window: `missing + types.number + types.string + types.boolean`
 * equals the window's rows.
 */
export interface ColumnProfile {
  missing: number;
  types: { number: number; string: number; boolean: number };
  numeric?: NumericSummary;
  text?: TextSummary;
  /** Rows that hold true. False is types.boolean - trueCount. */
  trueCount: number;
}
