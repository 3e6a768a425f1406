import { sql } from '../client/sql.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { coverage } from './coverage.js';

/** Predictions in one UTC hour, which starts at epoch milliseconds. */
export interface HourRows {
  start: number;
  rows: number;
}

/** See EventStore.referenceHours. */
export async function referenceHours(context: StoreContext, modelId: string): Promise<HourRows[]> {
  const { reference } = await coverage(context, modelId);
  if (reference === null) return [];
  return context.client.rows<HourRows>(
    `SELECT toInt64(toUnixTimestamp(toStartOfHour(ts))) * 1000 AS start, count() AS rows
     FROM ${modelTables(modelId).predictions} FINAL
     WHERE day >= ${sql.day(reference.first)} AND day <= ${sql.day(reference.newest)} AND reference
     GROUP BY start ORDER BY start`,
  );
}
