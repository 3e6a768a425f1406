/** Mergeable moments of numbers. */
export interface Moments {
  count: number;
  /** 0 without values. */
  mean: number;
  /** Sum of squared deviations from the mean. */
  m2: number;
  /** Infinity without values. */
  min: number;
  /** -Infinity without values. */
  max: number;
}
