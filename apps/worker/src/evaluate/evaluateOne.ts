import { type DueEvaluation, evaluateWindow, evaluationRequests } from '@driftline/engine';
import type { Platform } from '@driftline/platform';
import type { RememberedEvaluation } from './loadEvaluations.js';
import type { CurrentReference } from './refreshReference.js';

export interface EvaluateOneInput {
  modelId: string;
  reference: CurrentReference;
  due: DueEvaluation;
  /** Features of the live traffic. */
  columns: readonly string[];
  /** Newest evaluation of each other window, ascending by start. */
  history: readonly RememberedEvaluation[];
  /** Newest evaluation of this window, when there was one. */
  before: RememberedEvaluation | undefined;
}

/** Makes one evaluation and keeps it. A function of (model, window, asOf): doing it again replaces it by the same. */
export async function evaluateOne(
  platform: Platform,
  input: EvaluateOneInput,
): Promise<RememberedEvaluation> {
  const { modelId, reference, due, columns, history, before } = input;
  const { eventStore, database, metrics } = platform;
  const requests = evaluationRequests(reference.document, due, columns);
  const [[profile], [outcomes]] = await Promise.all([
    eventStore.profileWindows(modelId, requests.profile),
    requests.outcomes ? eventStore.outcomes(modelId, requests.outcomes) : [],
  ]);
  const evaluation = evaluateWindow({
    reference: reference.document,
    due,
    profile: profile ?? null,
    outcomes: outcomes ?? null,
    history,
  });
  const grew = before === undefined || evaluation.maturity > before.maturity;
  const remembered = { ...evaluation, grewAt: grew ? due.asOf : before.grewAt };
  const { start, end, asOf, state, rows, maturity, slis, findings, ...memory } = remembered;
  await database.windows.upsert(modelId, {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    asOf: new Date(asOf).toISOString(),
    state,
    rows,
    maturity,
    slis,
    findings,
    profile: memory,
    referenceVersion: reference.version,
  });
  metrics.evaluations.inc({ state });
  return remembered;
}
