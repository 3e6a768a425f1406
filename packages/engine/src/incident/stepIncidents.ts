import type { Evaluation } from '../evaluate/evaluation.js';
import type { Reference } from '../reference/reference.js';
import type { EngineIncident, IncidentChange } from './engineIncident.js';
import { readSignals } from './signals.js';
import { stepShift } from './stepShift.js';
import { stepTrouble } from './stepTrouble.js';

export interface IncidentStep {
  model: string;
  reference: Reference;
  /** Open incidents, and those resolved within `historySeconds` before the evaluation (they may reopen). */
  incidents: readonly EngineIncident[];
  /** The evaluation just made; its asOf is "now". */
  evaluation: Evaluation;
  /** As EvaluationInput.history: the newest evaluation, made at or before the same asOf, of each earlier window. */
  history: readonly Evaluation[];
}

/**
 * What one evaluation means for the model's incidents. Pure; calls are made in the order of the evaluations (asOf,
 * then start), each with the incidents that the one before left. An incident without a change in the answer stays
 * as it is. A page needs a paging SLI that is clearly worse or a hard error; findings alone warn at most. Of one
 * cause, no two open incidents share a feature, and while a page is open the disagreement of labels and estimates
 * belongs to it.
 */
export function stepIncidents({
  model,
  reference,
  incidents,
  evaluation,
  history,
}: IncidentStep): IncidentChange[] {
  const trouble = incidents.filter(({ cause }) => cause !== 'outcome-shift');
  const explained = new Set(
    trouble
      .filter(
        ({ cause, status, memory }) =>
          status === 'resolved' || cause !== 'performance' || memory.good.length > 0,
      )
      .flatMap(({ memory }) => memory.bad),
  );
  const signals = readSignals(reference, evaluation, history, explained);
  const windowMs = reference.windowSeconds * 1000;
  const changes = stepTrouble({ model, windowMs, incidents: trouble, signals });
  const after = new Map(trouble.map((incident) => [incident.key, incident]));
  for (const { incident } of changes) after.set(incident.key, incident);
  const paging = [...after.values()].some(({ status, severity }) => status === 'open' && severity === 'page');
  return [...changes, ...stepShift({ model, windowMs, incidents, signals, explained: paging })];
}
