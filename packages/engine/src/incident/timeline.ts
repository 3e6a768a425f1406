import type { Evaluation } from '../evaluate/evaluation.js';

/** The newest evaluation of each window up to and including the one at hand, ascending by start. */
export function timelineUpTo(evaluation: Evaluation, history: readonly Evaluation[]): Evaluation[] {
  const earlier = history.filter(({ start }) => start < evaluation.start);
  return [...earlier.toSorted((a, b) => a.start - b.start), evaluation];
}
