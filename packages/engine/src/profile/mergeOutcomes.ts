import type { LabelledCell, PredictionCell, RegressionSums, WindowOutcomes } from './outcomeCells.js';

/** Outcomes of the union of two intervals with the same score bins. */
export function mergeOutcomes(a: WindowOutcomes, b: WindowOutcomes): WindowOutcomes {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    predictions: mergeCells(
      [...a.predictions, ...b.predictions],
      ({ prediction, bin }) => `${bin} ${prediction}`,
    ),
    labelled: mergeCells(
      [...a.labelled, ...b.labelled],
      (cell: LabelledCell) => `${cell.bin} ${cell.prediction.length} ${cell.prediction}${cell.label}`,
    ),
    regression:
      a.regression && b.regression ? addNumbers(a.regression, b.regression) : (a.regression ?? b.regression),
  };
}

function mergeCells<Cell extends PredictionCell>(
  cells: readonly Cell[],
  keyOf: (cell: Cell) => string,
): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const known = merged.get(keyOf(cell));
    merged.set(keyOf(cell), known ? { ...addNumbers(known, cell), bin: cell.bin } : cell);
  }
  return [...merged.values()];
}

/** Adds every numeric member; the others are those of `a`. */
function addNumbers<Sums extends PredictionCell | RegressionSums>(a: Sums, b: Sums): Sums {
  const sum = { ...a };
  for (const key of Object.keys(a) as (keyof Sums)[]) {
    const [left, right] = [a[key], b[key]];
    if (typeof left === 'number' && typeof right === 'number') Object.assign(sum, { [key]: left + right });
  }
  return sum;
}
