import type { Sli, SliKind } from '@driftline/contracts';
import type { DueEvaluation, Evaluation } from '../evaluate/evaluation.js';
import type { WindowOutcomes } from '../profile/outcomeCells.js';
import type { Reference } from '../reference/reference.js';

/** What an estimator sees of a window. */
export interface EstimateInput {
  reference: Reference;
  due: DueEvaluation;
  outcomes: WindowOutcomes;
  rows: number;
  /** Share of rows labelled by asOf. */
  maturity: number;
  /** Share of rows expected to be labelled in the end. */
  coverage: number;
  history: readonly Evaluation[];
}

/**
 * Performance of a window: one Sli per metric of the task, with a 95 % interval that covers sampling and the
 * estimator's own error, or null figures and the reason. Never a figure that it cannot stand behind.
 */
export interface Estimator {
  name: string;
  kind: SliKind;
  estimate(input: EstimateInput): Sli[];
}
