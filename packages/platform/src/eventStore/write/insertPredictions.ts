import type { PredictionRecord } from '@driftline/contracts';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { batchesOf } from './batchesOf.js';
import { checkTimestamps } from './checkTimestamps.js';
import { PredictionEncoder } from './predictionEncoder.js';

/** Cells of one insert: keeps the buffers of wide models small. */
const MAX_CELLS = 8_000_000;

const encoder = new PredictionEncoder();

/** See EventStore.insertPredictions. */
export async function insertPredictions(
  { client, schema, limits }: StoreContext,
  modelId: string,
  records: readonly PredictionRecord[],
  token: string,
): Promise<void> {
  checkTimestamps(records);
  const table = modelTables(modelId).predictions;
  await schema.ensureTables(modelId);
  const batches = batchesOf(records, rowsPerInsert(records, limits.maxRowsPerInsert));
  for (const [index, batch] of batches.entries()) {
    const { body, columns, features } = encoder.encode(batch);
    await schema.ensureColumns(modelId, features);
    await client.insert({ table, columns, body, token: `${token}:${index}` });
  }
}

function rowsPerInsert(records: readonly PredictionRecord[], maxRows: number): number {
  const width = Object.keys(records[0]?.features ?? {}).length + 10;
  return Math.max(1, Math.min(maxRows, Math.ceil(MAX_CELLS / width)));
}
