import type { Finding, Sli, WindowState } from '@driftline/contracts';
import type { WindowOutcomes } from '../profile/outcomeCells.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import type { Reference } from '../reference/reference.js';

/** One evaluation to make: (window, asOf). Times are epoch milliseconds, UTC; `end` is exclusive. */
export interface DueEvaluation {
  start: number;
  end: number;
  asOf: number;
  state: WindowState;
}

/** The result of one evaluation. Plain JSON; store it whole: later evaluations read it as history. */
export interface Evaluation extends DueEvaluation {
  rows: number;
  /** Share of rows whose label is known by asOf. */
  maturity: number;
  slis: Sli[];
  findings: Finding[];
  /** What detectors measured, by `detector:column`, whether or not it was a finding: the history of thresholds. */
  measures: Record<string, number>;
}

/** Everything one evaluation is a function of. */
export interface EvaluationInput {
  reference: Reference;
  due: DueEvaluation;
  /** Answer to `evaluationRequests(...).profile`; null when the window has no rows. */
  profile: WindowProfile | null;
  /** Answer to `evaluationRequests(...).outcomes`; null when the window has no rows or the task is unknown. */
  outcomes: WindowOutcomes | null;
  /**
   * The newest evaluation made at or before due.asOf of each earlier window that ended within `historySeconds`
   * before due.start, ascending by start. Evaluations of the same window are ignored.
   */
  history: readonly Evaluation[];
}
