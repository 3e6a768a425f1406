import type { DueEvaluation } from '../evaluate/evaluation.js';

/** What is known of a window that was evaluated before and may be due again. Times are epoch milliseconds. */
export interface EvaluatedWindow {
  start: number;
  /** Newest evaluation made. */
  asOf: number;
  /** Share of rows labelled at that evaluation. */
  maturity: number;
  /** asOf at which the maturity last grew (its first evaluation when it never did). */
  grewAt: number;
  /** True when predictions were received for it after its newest evaluation. */
  touched: boolean;
}

/** Times in epoch milliseconds, spans in the unit of their name. */
export interface ScheduleInput {
  windowSeconds: number;
  /** Event time of the first live prediction. */
  firstEvent: number;
  /** From `completeUntil`. */
  completeUntil: number;
  latenessSeconds: number;
  /**
   * Windows evaluated so far. Windows that ended before `scheduleHorizon` need not be listed; then `firstEvent`
   * must be raised to the horizon too.
   */
  evaluated: readonly EvaluatedWindow[];
  /** Share of rows expected to be labelled in the end, see `expectedCoverage`. */
  coverage: number;
  /** Days after which nearly all labels are known, see `settleDays`. */
  settleDays: number;
}

/**
 * The evaluations that are due, ascending by asOf, then by start. It stops before anything that may depend on
 * the outcome of what it names: evaluate all, record them, and call again until it answers nothing.
 */
export function dueEvaluations(_input: ScheduleInput): DueEvaluation[] {
  return [];
}
