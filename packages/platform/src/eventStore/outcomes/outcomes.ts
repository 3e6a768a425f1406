import type { OutcomeRequest, RegressionSums, WindowOutcomes } from '@driftline/engine';
import { ifTablesExist } from '../client/ifTablesExist.js';
import { endOf, windowEnd } from '../read/predictionFilter.js';
import type { StoreContext } from '../storeContext.js';
import { type CellRow, cellsSql, regressionSql } from './outcomeSql.js';

type RegressionRow = RegressionSums & { w: number };

/** See EventStore.outcomes. */
export async function outcomes(
  { client }: StoreContext,
  modelId: string,
  request: OutcomeRequest,
): Promise<WindowOutcomes[]> {
  if (endOf(request) <= request.start) return [];
  const regressions = request.regression ? client.rows<RegressionRow>(regressionSql(modelId, request)) : [];
  const requests = Promise.all([client.rows<CellRow>(cellsSql(modelId, request)), regressions]);
  const [cells, regression] = await ifTablesExist<[CellRow[], RegressionRow[]]>(requests, [[], []]);
  const windows = new Map<number, WindowOutcomes>();
  const windowAt = (start: number) => {
    const window = windows.get(start) ?? {
      start,
      end: windowEnd(start, request, request.everySeconds),
      predictions: [],
      labelled: [],
      regression: null,
    };
    windows.set(start, window);
    return window;
  };
  for (const cell of cells) addCell(windowAt(cell.w), cell);
  for (const { w, ...sums } of regression) windowAt(w).regression = sums;
  return [...windows.values()].sort((a, b) => a.start - b.start);
}

function addCell(window: WindowOutcomes, { w: _, label, ...cell }: CellRow): void {
  if (label !== null) {
    window.labelled.push({ ...cell, label });
    return;
  }
  const { prediction, bin, rows, weight, sumScore } = cell;
  window.predictions.push({ prediction, bin, rows, weight, sumScore });
}
