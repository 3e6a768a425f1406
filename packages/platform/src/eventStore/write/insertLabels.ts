import type { LabelRecord } from '@driftline/contracts';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { batchesOf } from './batchesOf.js';
import { checkTimestamps } from './checkTimestamps.js';
import { LabelEncoder } from './labelEncoder.js';

const encoder = new LabelEncoder();

/** See EventStore.insertLabels. */
export async function insertLabels(
  { client, schema, limits }: StoreContext,
  modelId: string,
  records: readonly LabelRecord[],
  token: string,
): Promise<void> {
  checkTimestamps(records);
  const table = modelTables(modelId).labels;
  await schema.ensureTables(modelId);
  for (const [index, batch] of batchesOf(records, limits.maxRowsPerInsert).entries()) {
    const { body, columns } = encoder.encode(batch);
    await client.insert({ table, columns, body, token: `${token}:${index}` });
  }
}
