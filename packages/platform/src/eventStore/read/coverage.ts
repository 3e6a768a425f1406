import { ifTablesExist } from '../client/ifTablesExist.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';

/** What the store holds of the live or of the reference predictions of a model. Times are epoch milliseconds. */
export interface RowCoverage {
  /** Rows stored; repeats of a prediction count until the store has merged them. */
  rows: number;
  first: number;
  newest: number;
}

/** What the store holds of one model. */
export interface Coverage {
  live: RowCoverage | null;
  reference: RowCoverage | null;
  /** Versions of live predictions with their stored rows, most first. */
  versions: { version: string; rows: number }[];
  /** Labels stored, corrections and repeats included. */
  labels: number;
  newestLabel: number | null;
  /** When the newest prediction was received, by the store's clock. */
  lastReceivedAt: number | null;
}

interface GroupRow {
  reference: boolean;
  version: string;
  rows: number;
  first: number;
  newest: number;
  received: number;
}

interface LabelRow {
  labels: number;
  newest: number;
}

/** See EventStore.coverage. */
export async function coverage({ client }: StoreContext, modelId: string): Promise<Coverage> {
  const tables = modelTables(modelId);
  const requests = Promise.all([
    client.rows<GroupRow>(
      `SELECT reference, toString(model_version) AS version, count() AS rows,
         toUnixTimestamp64Milli(min(ts)) AS first, toUnixTimestamp64Milli(max(ts)) AS newest,
         toUnixTimestamp64Milli(max(received_at)) AS received
       FROM ${tables.predictions} WHERE del = 0 GROUP BY reference, version ORDER BY rows DESC, version`,
    ),
    client.rows<LabelRow>(
      `SELECT count() AS labels, toUnixTimestamp64Milli(max(label_ts)) AS newest FROM ${tables.labels}`,
    ),
  ]);
  const [groups, [labels]] = await ifTablesExist<[GroupRow[], LabelRow[]]>(requests, [[], []]);
  const live = groups.filter(({ reference }) => !reference);
  const stored = labels?.labels ?? 0;
  return {
    live: merge(live),
    reference: merge(groups.filter(({ reference }) => reference)),
    versions: live.map(({ version, rows }) => ({ version, rows })),
    labels: stored,
    newestLabel: stored === 0 ? null : (labels?.newest ?? null),
    lastReceivedAt: groups.length === 0 ? null : Math.max(...groups.map(({ received }) => received)),
  };
}

function merge(groups: readonly GroupRow[]): RowCoverage | null {
  if (groups.length === 0) return null;
  return {
    rows: groups.reduce((sum, { rows }) => sum + rows, 0),
    first: Math.min(...groups.map(({ first }) => first)),
    newest: Math.max(...groups.map(({ newest }) => newest)),
  };
}
