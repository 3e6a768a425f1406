import { mergeOutcomes } from '../profile/mergeOutcomes.js';
import type {
  LabelledCell,
  OutcomeRequest,
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
  const empty: WindowOutcomes = { start, end, predictions: [], labelled: [], regression: null };
  const known = rows.filter(
    ({ label, labelTime }) => label !== null && (request.reference || labelTime <= request.asOf),
  );
  if (request.regression) return { ...empty, regression: sumsOf(known) };
  const cells = rows.map((row) => cellOf(row, request.scoreEdges));
  const labelled = known.map(
    (row): LabelledCell => ({ ...cellOf(row, request.scoreEdges), ...labelSums(row) }),
  );
  return mergeOutcomes({ ...empty, predictions: cells, labelled }, empty);
}

function cellOf({ prediction, score }: EventRow, edges: readonly number[]) {
  const bin = score === null ? -1 : edges.filter((edge) => edge <= score).length;
  return { prediction, bin, rows: 1, weight: 1, sumScore: score ?? 0 };
}

function labelSums({ label, score }: EventRow) {
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, score ?? 0.5));
  return {
    label: label ?? '',
    sumLogScore: Math.log(clipped),
    sumLogOneMinusScore: Math.log(1 - clipped),
    sumSquaredScore: (score ?? 0) ** 2,
  };
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
