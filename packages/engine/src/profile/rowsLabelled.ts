import type { WindowOutcomes } from './outcomeCells.js';

/** Predictions of the interval whose label is known. */
export function rowsLabelled({ labelled, regression }: WindowOutcomes): number {
  return labelled.reduce((sum, { rows }) => sum + rows, 0) + (regression?.rows ?? 0);
}
