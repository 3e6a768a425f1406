import type {
  LabelledCell,
  OutcomeRequest,
  PredictionCell,
  RegressionSums,
  WindowOutcomes,
} from '@driftline/engine';
import { endOf, windowEnd } from '../read/predictionFilter.js';
import type { StoreContext } from '../storeContext.js';
import { labelledCellsSql, predictionCellsSql, regressionSql } from './outcomeSql.js';

type InWindow<Row> = Row & { w: number };

/** See EventStore.outcomes. */
export async function outcomes(
  { client, schema }: StoreContext,
  modelId: string,
  request: OutcomeRequest,
): Promise<WindowOutcomes[]> {
  if (endOf(request) <= request.start) return [];
  if ((await schema.readColumns(modelId)) === null) return [];
  const [predictions, labelled, regression] = await Promise.all([
    client.rows<InWindow<PredictionCell>>(predictionCellsSql(modelId, request)),
    request.regression ? [] : client.rows<InWindow<LabelledCell>>(labelledCellsSql(modelId, request)),
    request.regression ? client.rows<InWindow<RegressionSums>>(regressionSql(modelId, request)) : [],
  ]);
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
  for (const { w, ...cell } of predictions) windowAt(w).predictions.push(cell);
  for (const { w, ...cell } of labelled) windowAt(w).labelled.push(cell);
  for (const { w, ...sums } of regression) windowAt(w).regression = sums;
  return [...windows.values()].sort((a, b) => a.start - b.start);
}
