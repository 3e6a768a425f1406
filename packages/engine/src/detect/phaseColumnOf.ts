import type { PhaseColumn } from '../reference/phaseReference.js';
import { phaseOf } from '../windows/phaseOf.js';
import type { DetectInput } from './findingDetector.js';

/** What is usual of a column in the part of the window that has passed. */
export function phaseColumnOf({ reference, due }: DetectInput, column: string): PhaseColumn | undefined {
  return reference.phases[phaseOf(due)]?.columns[column];
}
