import type { Evaluation, EvaluationInput } from './evaluation.js';

/** One evaluation: every registered estimator and detector over one window. A pure function of its input. */
export function evaluateWindow(input: EvaluationInput): Evaluation {
  return { ...input.due, rows: 0, maturity: 0, slis: [], findings: [], measures: {} };
}
