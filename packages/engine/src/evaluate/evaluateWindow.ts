import { detectors } from '../detect/detectors.js';
import { estimators } from '../estimate/estimators.js';
import type { WindowOutcomes } from '../profile/outcomeCells.js';
import { rowsLabelled } from '../profile/rowsLabelled.js';
import type { WindowProfile } from '../profile/windowProfile.js';
import type { DueEvaluation, Evaluation, EvaluationInput } from './evaluation.js';
import { expectedCoverage } from './expectedCoverage.js';

/** One evaluation: every registered estimator and detector over one window. A pure function of its input. */
export function evaluateWindow(input: EvaluationInput): Evaluation {
  const { reference, due } = input;
  const profile = input.profile ?? emptyProfile(due);
  const outcomes = input.outcomes ?? emptyOutcomes(due);
  const history = input.history.filter(({ start }) => start < due.start);
  const { rows } = profile;
  const maturity = rows > 0 ? Math.min(1, rowsLabelled(outcomes) / rows) : 0;
  const coverage = expectedCoverage(reference, history);
  const estimate = { reference, due, outcomes, rows, maturity, coverage, history };
  const detections = detectors.map((detector) => ({
    name: detector.name,
    ...detector.detect({ reference, due, profile, history }),
  }));
  return {
    ...due,
    rows,
    maturity,
    slis: rows > 0 ? estimators.flatMap((estimator) => estimator.estimate(estimate)) : [],
    findings: detections.flatMap(({ findings }) => findings),
    measures: Object.fromEntries(
      detections.flatMap(({ name, measures }) =>
        Object.entries(measures).map(([column, measure]) => [`${name}:${column}`, measure]),
      ),
    ),
  };
}

function emptyProfile({ start, end }: DueEvaluation): WindowProfile {
  return { start, end, rows: 0, weight: 0, versions: {}, duplicates: 0, columns: {} };
}

function emptyOutcomes({ start, end }: DueEvaluation): WindowOutcomes {
  return { start, end, predictions: [], labelled: [], regression: null };
}
