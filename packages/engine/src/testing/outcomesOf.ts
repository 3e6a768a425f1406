import type {
  LabelledCell,
  OutcomeRequest,
  PredictionCell,
  RegressionSums,
  WindowOutcomes,
} from '../profile/outcomeCells.js';
import type { EventRow } from './eventRow.js';

const CLIP = 1e-15;

/** The outcomes of some rows, exact. */
export function outcomesOf(
  start: number,
  end: number,
  rows: readonly EventRow[],
  request: OutcomeRequest,
): WindowOutcomes {
  const known = rows.filter(
    ({ label, labelTime }) => label !== null && (request.reference || labelTime <= request.asOf),
  );
  if (request.regression) return { start, end, predictions: [], labelled: [], regression: sumsOf(known) };
  const predictions = new Map<string, PredictionCell>();
  for (const row of rows) count(predictions, row, request.scoreEdges);
  const labelled = new Map<string, LabelledCell>();
  for (const row of known) countLabelled(labelled, row, request.scoreEdges);
  return {
    start,
    end,
    predictions: [...predictions.values()],
    labelled: [...labelled.values()],
    regression: null,
  };
}

function binOf(score: number | null, edges: readonly number[]): number {
  if (score === null) return -1;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? 0) <= score) low = middle + 1;
    else high = middle;
  }
  return low;
}

function count(
  cells: Map<string, PredictionCell>,
  { prediction, score }: EventRow,
  edges: readonly number[],
): void {
  const bin = binOf(score, edges);
  const key = `${bin} ${prediction}`;
  const cell = cells.get(key) ?? { prediction, bin, rows: 0, weight: 0, sumScore: 0 };
  cell.rows += 1;
  cell.weight += 1;
  cell.sumScore += score ?? 0;
  cells.set(key, cell);
}

function countLabelled(cells: Map<string, LabelledCell>, row: EventRow, edges: readonly number[]): void {
  const { prediction, score } = row;
  const label = row.label ?? '';
  const bin = binOf(score, edges);
  const key = `${bin} ${prediction} ${label}`;
  const cell = cells.get(key) ?? {
    ...{ prediction, label, bin, rows: 0, weight: 0, sumScore: 0 },
    ...{ sumLogScore: 0, sumLogOneMinusScore: 0, sumSquaredScore: 0 },
  };
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, score ?? 0.5));
  cell.rows += 1;
  cell.weight += 1;
  cell.sumScore += score ?? 0;
  cell.sumLogScore += Math.log(clipped);
  cell.sumLogOneMinusScore += Math.log(1 - clipped);
  cell.sumSquaredScore += (score ?? 0) ** 2;
  cells.set(key, cell);
}

function sumsOf(rows: readonly EventRow[]): RegressionSums {
  const sums = {
    rows: 0,
    weight: 0,
    sumAbsoluteError: 0,
    sumSquaredError: 0,
    sumFourthPowerError: 0,
    sumLabel: 0,
    sumSquaredLabel: 0,
  };
  for (const { prediction, label } of rows) {
    const error = Number(prediction) - Number(label);
    sums.rows += 1;
    sums.weight += 1;
    sums.sumAbsoluteError += Math.abs(error);
    sums.sumSquaredError += error ** 2;
    sums.sumFourthPowerError += error ** 4;
    sums.sumLabel += Number(label);
    sums.sumSquaredLabel += Number(label) ** 2;
  }
  return sums;
}
