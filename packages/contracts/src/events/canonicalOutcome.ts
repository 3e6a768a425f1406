import type { Outcome } from './predictionEvent.js';

/** The canonical string of a class, by which classes compare: 1 and "1" are one class, true and "true" are one class. */
export function canonicalOutcome(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : String(outcome);
}
