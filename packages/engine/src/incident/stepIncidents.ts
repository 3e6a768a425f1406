import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reference } from '../reference/reference.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';

export interface IncidentStep {
  model: string;
  reference: Reference;
  /** Open incidents, and those resolved within `historySeconds` before the evaluation (they may reopen). */
  incidents: readonly EngineIncident[];
  /** The evaluation just made; its asOf is "now". */
  evaluation: Evaluation;
  /** As EvaluationInput.history: the newest evaluation, made at or before the same asOf, of each other window. */
  history: readonly Evaluation[];
}

/**
 * What one evaluation means for the model's incidents. Pure; the order of calls is the order of asOf. At most one
 * incident per cause is open at any time. An incident without a change in the answer stays as it is.
 */
export function stepIncidents(_step: IncidentStep): IncidentChange[] {
  return [];
}
