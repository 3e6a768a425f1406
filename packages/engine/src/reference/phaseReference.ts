/** Natural behaviour of a number between reference windows. */
export interface Natural {
  mean: number;
  /** Standard deviation between windows beyond sampling noise. */
  sd: number;
  /** Correlation of neighbouring windows, within [0, 0.9]. */
  correlation: number;
  /** Windows behind it; few make `sd` a guess on the wide side. */
  windows: number;
}

/** What is usual of one column in that part of a window. */
export interface PhaseColumn {
  /** Robust upper bound of the distances between reference windows and the whole reference. */
  distanceBound: number;
  /** Missing share: median and robust upper bound. */
  missingMedian: number;
  missingBound: number;
  /** Share of windows in which the column held one single value. */
  pinnedShare: number;
}

/** Reference windows cut at one quarter point: nights differ from days, so parts are compared with like parts. */
export interface PhaseReference {
  /** 0.25, 0.5, 0.75 or 1. */
  fraction: number;
  /** Realised metrics. */
  realised: Record<string, Natural>;
  /** Realised minus estimated metrics: the bias and error of estimators, by `estimator:metric`. */
  misses: Record<string, Natural>;
  /** Estimated metrics, by `estimator:metric`: how far they follow what is natural, such as the time of day. */
  estimated: Record<string, Natural>;
  columns: Record<string, PhaseColumn>;
}
