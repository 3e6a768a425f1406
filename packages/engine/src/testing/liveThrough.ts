import { evaluateWindow } from '../evaluate/evaluateWindow.js';
import type { DueEvaluation, Evaluation } from '../evaluate/evaluation.js';
import { evaluationRequests } from '../evaluate/evaluationRequests.js';
import { historySeconds } from '../evaluate/historySeconds.js';
import type { EngineIncident, IncidentChange } from '../incident/engineIncident.js';
import { stepIncidents } from '../incident/stepIncidents.js';
import type { Reference } from '../reference/reference.js';
import { dueEvaluations, type EvaluatedWindow } from '../windows/dueEvaluations.js';
import { settleDays } from '../windows/settleDays.js';
import type { MemoryStore } from './memoryStore.js';

/** What a life in event time left behind. */
export interface Life {
  /** Every evaluation, in the order made. */
  evaluations: Evaluation[];
  changes: IncidentChange[];
  incidents: EngineIncident[];
}

export interface LifeSettings {
  model: string;
  firstEvent: number;
  completeUntil: number;
  latenessSeconds: number;
  columns: string[];
}

/** Lives through a store's live rows as the worker does: due evaluations in order, each with its incidents. */
export function liveThrough(store: MemoryStore, reference: Reference, settings: LifeSettings): Life {
  const life: Life = { evaluations: [], changes: [], incidents: [] };
  const newest = new Map<number, Evaluation>();
  const windows = new Map<number, EvaluatedWindow>();
  const incidents = new Map<string, EngineIncident>();
  const schedule = { ...settings, windowSeconds: reference.windowSeconds, coverage: reference.coverage };
  for (;;) {
    const due = dueEvaluations({
      ...schedule,
      evaluated: [...windows.values()],
      settleDays: settleDays(reference),
    });
    if (due.length === 0) break;
    for (const one of due) {
      const evaluation = evaluate(store, reference, settings.columns, one, [...newest.values()]);
      const history = [...newest.values()].filter(({ start }) => start !== one.start);
      const changes = stepIncidents({
        model: settings.model,
        reference,
        incidents: [...incidents.values()],
        evaluation,
        history: within(history, reference, one),
      });
      for (const { incident } of changes) incidents.set(incident.key, incident);
      life.evaluations.push(evaluation);
      life.changes.push(...changes);
      newest.set(one.start, evaluation);
      windows.set(one.start, evaluated(windows.get(one.start), evaluation));
    }
  }
  return { ...life, incidents: [...incidents.values()] };
}

function evaluate(
  store: MemoryStore,
  reference: Reference,
  columns: string[],
  due: DueEvaluation,
  earlier: readonly Evaluation[],
): Evaluation {
  const requests = evaluationRequests(reference, due, columns);
  return evaluateWindow({
    reference,
    due,
    profile: store.profiles(requests.profile)[0] ?? null,
    outcomes: requests.outcomes ? (store.outcomes(requests.outcomes)[0] ?? null) : null,
    history: within(earlier, reference, due),
  });
}

function within(evaluations: readonly Evaluation[], reference: Reference, due: DueEvaluation): Evaluation[] {
  const from = due.start - historySeconds(reference.windowSeconds) * 1000;
  return evaluations
    .filter(({ start }) => start >= from && start < due.start)
    .sort((a, b) => a.start - b.start);
}

function evaluated(
  before: EvaluatedWindow | undefined,
  { start, asOf, maturity }: Evaluation,
): EvaluatedWindow {
  const grew = !before || maturity > before.maturity;
  return { start, asOf, maturity, grewAt: grew ? asOf : before.grewAt, touched: false };
}
