import type { Column, Task } from '@driftline/contracts';
import { fromJson } from '../client/json.js';
import { toMillisOrNull } from '../client/time.js';
import type { Model } from '../generated/client.js';
import type { StoredModel } from './storedModel.js';

export function toStoredModel(row: Model): StoredModel {
  return {
    ...row,
    task: row.task as Task | null,
    columns: fromJson<Column[]>(row.columns),
    rows: Number(row.rows),
    labels: Number(row.labels),
    newestEventAt: toMillisOrNull(row.newestEventAt),
    watermark: toMillisOrNull(row.watermark),
    createdAt: row.createdAt.getTime(),
  };
}
