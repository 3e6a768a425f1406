import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { endOf, type PredictionRange, predictionFilter } from './predictionFilter.js';
import {
  readStoredPrediction,
  type StoredPrediction,
  type StoredPredictionRow,
  storedPredictionColumns,
} from './storedPrediction.js';

/** See EventStore.sampleRows. */
export async function sampleRows(
  { client, schema }: StoreContext,
  modelId: string,
  range: PredictionRange,
  limit: number,
): Promise<StoredPrediction[]> {
  const features = await schema.readColumns(modelId);
  if (features === null || endOf(range) <= range.start) return [];
  const rows = await client.rows<StoredPredictionRow>(
    `SELECT ${storedPredictionColumns(features)} FROM ${modelTables(modelId).predictions} FINAL
     WHERE ${predictionFilter(range)} ORDER BY id_hash, day, version LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map(readStoredPrediction);
}
