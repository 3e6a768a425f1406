/** Asks how fast labels arrive: counts by the age (label timestamp minus prediction timestamp) they arrived at. */
export interface LabelDelayRequest {
  /** Times as ScanRequest. */
  start: number;
  end: number;
  asOf: number;
  reference: boolean;
  version?: string;
  /** Ascending ages in milliseconds. */
  ages: readonly number[];
}

/** Labels of one interval by age. */
export interface LabelDelayCounts {
  /** Predictions, and those whose label is known by asOf. */
  rows: number;
  labelled: number;
  /** arrived[i]: labelled predictions whose label came at most ages[i] after the prediction. */
  arrived: number[];
}
