import type { LabelDelayCounts, LabelDelayRequest } from '@driftline/engine';
import { endOf, predictionFilter } from '../read/predictionFilter.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';
import { newestLabels } from './outcomeSql.js';

/** See EventStore.labelDelay. A corrected label counts at the age of its correction. */
export async function labelDelay(
  { client, schema }: StoreContext,
  modelId: string,
  request: LabelDelayRequest,
): Promise<LabelDelayCounts> {
  const arrived = request.ages.map(() => 0);
  if (endOf(request) <= request.start || (await schema.readColumns(modelId)) === null) {
    return { rows: 0, labelled: 0, arrived };
  }
  const age = 'toUnixTimestamp64Milli(label_ts) - toUnixTimestamp64Milli(ts)';
  const counts = request.ages.map((limit) => `countIf(${age} <= ${Math.trunc(limit)})`);
  const [[predictions], [labels]] = await Promise.all([
    client.rows<{ rows: number }>(
      `SELECT count() AS rows FROM ${modelTables(modelId).predictions} FINAL WHERE ${predictionFilter(request)}`,
    ),
    client.rows<{ labelled: number; arrived: number[] }>(
      `SELECT count() AS labelled, [${counts.join(', ')}] AS arrived FROM (${newestLabels(modelId, request)})`,
    ),
  ]);
  return {
    rows: predictions?.rows ?? 0,
    labelled: labels?.labelled ?? 0,
    arrived: labels && request.ages.length > 0 ? labels.arrived : arrived,
  };
}
