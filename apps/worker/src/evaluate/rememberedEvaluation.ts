import type { Evaluation } from '@driftline/engine';
import type { WindowEvaluation } from '@driftline/platform';

/** What an evaluation leaves for later ones besides what the API shows. */
interface EvaluationMemory {
  measures: Record<string, number>;
  /** asOf at which the window's maturity last grew, epoch milliseconds. */
  grewAt: number;
}

/** An evaluation with its memory. */
export type RememberedEvaluation = Evaluation & EvaluationMemory;

/** @param before newest evaluation of the same window, when there was one */
export function remember(
  evaluation: Evaluation,
  before: RememberedEvaluation | undefined,
): RememberedEvaluation {
  const grew = before === undefined || evaluation.maturity > before.maturity;
  return { ...evaluation, grewAt: grew ? evaluation.asOf : before.grewAt };
}

/** As the facts keep it. */
export function toStoredEvaluation(
  evaluation: RememberedEvaluation,
  referenceVersion: number,
): WindowEvaluation {
  const { start, end, asOf, state, rows, maturity, slis, findings, ...memory } = evaluation;
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    asOf: new Date(asOf).toISOString(),
    state,
    rows,
    maturity,
    slis,
    findings,
    profile: memory,
    referenceVersion,
  };
}

export function fromStoredEvaluation(stored: WindowEvaluation): RememberedEvaluation {
  const { profile, referenceVersion: _, ...rest } = stored;
  return {
    ...rest,
    ...(profile as EvaluationMemory),
    start: Date.parse(stored.start),
    end: Date.parse(stored.end),
    asOf: Date.parse(stored.asOf),
  };
}
