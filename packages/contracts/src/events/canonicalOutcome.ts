import type { Outcome } from './predictionEvent.js';

/** The canonical string of a class: `true`, `1` and `1.0` read from JSON as boolean and number stay distinct words. */
export function canonicalOutcome(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : String(outcome);
}
