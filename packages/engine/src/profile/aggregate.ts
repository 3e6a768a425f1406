/**
 * What a finding or an estimator may ask of one scan over a window. The platform compiles the union of all
 * declared aggregates into a single query; every aggregate merges over windows.
 * - `rows`: rows, weight and rows per model version (whole window)
 * - `missing`: rows where the column is null or absent
 * - `types`: rows per JSON type of the column
 * - `moments`: count, mean, m2, min, max, negatives and zeros of numbers
 * - `quantiles`: quantiles of numbers at QUANTILE_PROBABILITIES
 * - `histogram`: numbers counted in the layout's bins, strings and booleans in the layout's categories
 * - `distinct`: approximate distinct strings
 * - `top`: the most frequent strings with their counts
 * - `duplicates`: prediction ids that occur on more than one day around the window (whole window)
 */
export type Aggregate =
  | 'rows'
  | 'missing'
  | 'types'
  | 'moments'
  | 'quantiles'
  | 'histogram'
  | 'distinct'
  | 'top'
  | 'duplicates';

/** Probabilities at which numeric quantiles are taken. */
export const QUANTILE_PROBABILITIES = [
  0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1,
] as const;
