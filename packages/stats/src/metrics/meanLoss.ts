import type { Estimate } from './estimate.js';
import { unknownEstimate } from './unknownEstimate.js';

/** Rows that share a cell, with the weighted sum of their losses. */
export interface LossCell {
  rows: number;
  weight: number;
  sumLoss: number;
}

/**
 * Mean loss per unit of weight. The standard error comes from the spread between cells: the spread within a cell
 * is lost in the sums, and small when cells are narrow.
 */
export function meanLoss(cells: readonly LossCell[]): Estimate {
  const total = cells.reduce(
    (sum, cell) => ({
      rows: sum.rows + cell.rows,
      weight: sum.weight + cell.weight,
      sumLoss: sum.sumLoss + cell.sumLoss,
    }),
    { rows: 0, weight: 0, sumLoss: 0 },
  );
  if (total.rows === 0 || total.weight === 0) return unknownEstimate;
  const value = total.sumLoss / total.weight;
  const variance = cells.reduce(
    (sum, { weight, sumLoss }) =>
      weight > 0 ? sum + (weight / total.weight) * (sumLoss / weight - value) ** 2 : sum,
    0,
  );
  return { value, standardError: Math.sqrt(variance / total.rows) };
}
