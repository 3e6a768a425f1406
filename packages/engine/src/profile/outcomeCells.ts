/** Predictions of a window counted by predicted class and score bin: all that CBPE needs. */
export interface PredictionCell {
  /** Canonical string of the predicted class. */
  prediction: string;
  /** Index into the score bins of the reference (ascending inner edges, as BinLayout), or -1 without a score. */
  bin: number;
  rows: number;
  weight: number;
  /** Weighted sum of scores. */
  sumScore: number;
}

/** Labelled predictions of a window counted by predicted class, label and score bin. Sums are weighted. */
export interface LabelledCell extends PredictionCell {
  /** Canonical string of the label. */
  label: string;
  /** Sum of ln(score) and ln(1 - score), scores clipped to [1e-15, 1 - 1e-15]. */
  sumLogScore: number;
  sumLogOneMinusScore: number;
  sumSquaredScore: number;
}

/** Labelled predictions of a window of a regression model. Sums are weighted; error = prediction - label. */
export interface RegressionSums {
  rows: number;
  weight: number;
  sumAbsoluteError: number;
  sumSquaredError: number;
  /** Sums of the squares of |error| and error^2, for standard errors. */
  sumFourthPowerError: number;
  sumLabel: number;
  sumSquaredLabel: number;
}

/** The outcomes of one interval. `labels` are those known by the asOf of the request. */
export interface WindowOutcomes {
  start: number;
  end: number;
  predictions: PredictionCell[];
  labelled: LabelledCell[];
  regression: RegressionSums | null;
}

/** Asks for the outcomes of a range, one WindowOutcomes per interval that has predictions. Times as ScanRequest. */
export interface OutcomeRequest {
  start: number;
  end: number;
  /** Predictions with timestamp before asOf; labels with timestamp at or before asOf. */
  asOf: number;
  reference: boolean;
  version?: string;
  everySeconds?: number;
  /** Ascending inner edges of the score bins. */
  scoreEdges: number[];
  /** `positive`: the probability of positiveLabel; `confidence`: the probability of the predicted class. */
  scoreOf: 'positive' | 'confidence';
  positiveLabel: string | null;
  /** True when prediction and label are numbers of a regression model. */
  regression: boolean;
}
