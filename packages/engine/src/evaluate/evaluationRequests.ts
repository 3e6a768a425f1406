import type { OutcomeRequest } from '../profile/outcomeCells.js';
import type { ScanRequest } from '../profile/scanRequest.js';
import type { Reference } from '../reference/reference.js';
import type { DueEvaluation } from './evaluation.js';
import { requiredAggregates } from './requiredAggregates.js';

/** What the worker must ask the event store for one evaluation. */
export interface EvaluationRequests {
  profile: ScanRequest;
  /** Null when the reference has no task. */
  outcomes: OutcomeRequest | null;
}

/**
 * The scans of one evaluation. For many windows of one asOf, widen start and end and set `everySeconds` to the
 * reference's windowSeconds: one query answers all.
 * @param columns features of the live traffic; those of the reference are added, so that a lost one is seen
 */
export function evaluationRequests(
  reference: Reference,
  due: DueEvaluation,
  columns: readonly string[],
): EvaluationRequests {
  const range = { start: due.start, end: due.end, asOf: due.asOf, reference: false };
  return {
    profile: {
      ...range,
      columns: [...new Set([...Object.keys(reference.columns), ...columns])],
      aggregates: requiredAggregates(),
      layout: reference.layout,
    },
    outcomes: reference.task === null ? null : { ...range, ...outcomeShape(reference, reference.task) },
  };
}

function outcomeShape(reference: Reference, task: string) {
  return {
    scoreEdges: reference.scoreEdges,
    scoreOf: reference.scoreOf,
    positiveLabel: reference.positiveLabel,
    regression: task === 'regression',
  };
}
