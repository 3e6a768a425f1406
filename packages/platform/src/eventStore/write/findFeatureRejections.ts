import type { CodedError, PredictionRecord } from '@driftline/contracts';
import { type FeatureColumn, type FeatureType, featureColumn } from '../schema/featureColumn.js';
import { featureLimitExceeded } from '../schema/modelSchema.js';
import type { StoreContext } from '../storeContext.js';

/** An item that would need more feature columns than its model may have. */
export interface FeatureRejection {
  /** Position in the batch, from 0. */
  index: number;
  error: CodedError;
}

/** See EventStore.findFeatureRejections. */
export async function findFeatureRejections(
  { schema, limits }: StoreContext,
  modelId: string,
  records: readonly PredictionRecord[],
): Promise<FeatureRejection[]> {
  const columns = new Map<string, FeatureColumn>();
  for (const { features } of records) {
    for (const column of columnsOf(features)) columns.set(column.column, column);
  }
  const missing = await schema.missingColumns(modelId, [...columns.values()]);
  const room = await schema.room(modelId);
  if (missing.length <= room) return [];
  return reject(records, new Set(missing.map(({ column }) => column)), room, limits.maxFeatureColumns);
}

/** First come, first served: an item that fits takes room, one that does not takes none. */
function reject(
  records: readonly PredictionRecord[],
  missing: Set<string>,
  room: number,
  limit: number,
): FeatureRejection[] {
  let left = room;
  const rejections: FeatureRejection[] = [];
  for (const [index, { features }] of records.entries()) {
    const added = columnsOf(features).filter(({ column }) => missing.has(column));
    const excess = added[left];
    if (excess !== undefined) {
      rejections.push({ index, error: featureLimitExceeded(excess, limit) });
      continue;
    }
    left -= added.length;
    for (const { column } of added) missing.delete(column);
  }
  return rejections;
}

function columnsOf(features: PredictionRecord['features']): FeatureColumn[] {
  return Object.entries(features).flatMap(([feature, value]) => {
    const type = typeof value;
    return isFeatureType(type) ? [featureColumn(feature, type)] : [];
  });
}

function isFeatureType(type: string): type is FeatureType {
  return type === 'number' || type === 'string' || type === 'boolean';
}
