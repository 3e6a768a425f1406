import type { DueEvaluation } from '../evaluate/evaluation.js';

/** The quarter points of a window, and its end. */
export const FRACTIONS = [0.25, 0.5, 0.75, 1] as const;

/** Index into FRACTIONS of the part of the window that has passed by the evaluation's asOf. */
export function phaseOf(due: DueEvaluation): number {
  const passed = (due.asOf - due.start) / (due.end - due.start);
  return Math.max(0, Math.min(FRACTIONS.length, Math.round(passed * FRACTIONS.length)) - 1);
}
