import type { ConfusionCounts, ScoredCell } from '@driftline/stats';
import type { LabelledCell } from '../profile/outcomeCells.js';
import type { OutcomeShape } from './outcomeShape.js';

/** Confusion counts in rows; weights count in proportion, so that they change values and not certainty. */
export function confusionOf(cells: readonly LabelledCell[], positiveLabel: string | null): ConfusionCounts {
  const scale = rowsPerWeight(cells);
  const counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
  for (const cell of cells) {
    const predicted = cell.prediction === positiveLabel;
    const actual = cell.label === positiveLabel;
    const name = predicted
      ? actual
        ? 'truePositives'
        : 'falsePositives'
      : actual
        ? 'falseNegatives'
        : 'trueNegatives';
    counts[name] += cell.weight * scale;
  }
  return counts;
}

/** The cells that carry scores, as the statistics want them. */
export function scoredCellsOf(cells: readonly LabelledCell[], positiveLabel: string | null): ScoredCell[] {
  return cells
    .filter(({ bin }) => bin >= 0)
    .map(({ label, ...sums }) => ({ ...sums, positive: label === positiveLabel }));
}

/** Labelled rows per score bin and class; rows of one bin are ties. */
export function scoreClassesOf(
  cells: readonly LabelledCell[],
  shape: OutcomeShape,
): { positives: Float64Array; negatives: Float64Array } {
  const scale = rowsPerWeight(cells);
  const positives = new Float64Array(shape.scoreEdges.length + 1);
  const negatives = new Float64Array(shape.scoreEdges.length + 1);
  for (const { bin, label, weight } of cells) {
    const side = label === shape.positiveLabel ? positives : negatives;
    if (bin >= 0) side[bin] = (side[bin] ?? 0) + weight * scale;
  }
  return { positives, negatives };
}

function rowsPerWeight(cells: readonly LabelledCell[]): number {
  const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
  return weight > 0 ? cells.reduce((sum, cell) => sum + cell.rows, 0) / weight : 0;
}
