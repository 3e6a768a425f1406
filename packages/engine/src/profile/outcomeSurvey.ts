/** Asks, once per reference, what its outcomes look like: the base for the task, the classes and the score bins. */
export interface OutcomeSurveyRequest {
  /** Times as ScanRequest. */
  start: number;
  end: number;
  asOf: number;
  reference: boolean;
  version?: string;
}

/** One class, as canonical string, among predictions or labels. */
export interface ClassCount {
  value: string;
  rows: number;
  /** Rows of it that carry `score`, and the sum of those scores. */
  scoredRows: number;
  sumScore: number;
}

/** The predictions, or the labels, of a survey. */
export interface OutcomeKinds {
  rows: number;
  /** Rows whose value is a number (or whose canonical string reads as a finite number, when the type is not kept). */
  numeric: number;
  /** Approximate distinct canonical strings. */
  distinct: number;
  /** The most frequent, at most 100. */
  top: ClassCount[];
}

/** Probabilities of the survey's quantiles: 0, 0.005 … 1. */
export const SURVEY_PROBABILITIES: readonly number[] = Array.from({ length: 201 }, (_, index) => index / 200);

/** What the outcomes of one interval look like. Label figures count predictions whose label is known. */
export interface OutcomeSurvey {
  rows: number;
  predictions: OutcomeKinds;
  labels: OutcomeKinds;
  /** Quantiles of `score` at SURVEY_PROBABILITIES; empty when no row has it. */
  scoreQuantiles: number[];
  /** Quantiles of the predicted class's own probability in `scores`; empty when no row has it. */
  confidenceQuantiles: number[];
}
