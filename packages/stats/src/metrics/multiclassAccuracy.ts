import type { Estimate } from './estimate.js';
import type { MulticlassCell } from './multiclassCell.js';
import { unknownEstimate } from './unknownEstimate.js';

/** Share of labelled rows predicted right. The standard error adds two right and two wrong rows (Agresti & Coull 1998). */
export function multiclassAccuracy(cells: readonly MulticlassCell[]): Estimate {
  let rows = 0;
  let right = 0;
  for (const cell of cells) {
    rows += cell.rows;
    if (cell.prediction === cell.label) right += cell.rows;
  }
  if (rows === 0) return unknownEstimate;
  const shrunk = (right + 2) / (rows + 4);
  return { value: right / rows, standardError: Math.sqrt((shrunk * (1 - shrunk)) / (rows + 4)) };
}
