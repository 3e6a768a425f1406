import { sql } from '../client/sql.js';
import { modelTables } from '../schema/modelTables.js';
import type { StoreContext } from '../storeContext.js';

/** What landed in one span of received time, small enough to join at once. Times are epoch microseconds. */
export interface JoinPlan {
  from: bigint;
  /** Exclusive. */
  to: bigint;
  labels: number;
  predictions: number;
  /** Whether more landed after `to`. */
  more: boolean;
}

/** Inserts looked at for one plan. */
const MAX_GROUPS = 10_000;

interface ReceivedRow {
  at: string;
  labels: number;
  predictions: number;
}

/** Plans the next step after `from`: whole inserts, until they hold more than maxRowsPerJoin rows. */
export async function planJoin(
  { client, limits }: StoreContext,
  modelId: string,
  from: bigint,
): Promise<JoinPlan> {
  const tables = modelTables(modelId);
  const landed = (table: string, counts: string) =>
    `SELECT received_at, ${counts} FROM ${table} WHERE received_at >= ${sql.microTime(from)} GROUP BY received_at`;
  const groups = await client.rows<ReceivedRow>(
    `SELECT toString(toUnixTimestamp64Micro(received_at)) AS at, sum(l) AS labels, sum(p) AS predictions FROM (
       ${landed(tables.labels, 'count() AS l, 0 AS p')} UNION ALL ${landed(tables.predictions, '0 AS l, count() AS p')}
     ) GROUP BY received_at ORDER BY received_at LIMIT ${MAX_GROUPS}`,
  );
  const plan: JoinPlan = { from, to: from, labels: 0, predictions: 0, more: groups.length === MAX_GROUPS };
  for (const [index, group] of groups.entries()) {
    const rows = plan.labels + plan.predictions + group.labels + group.predictions;
    if (rows > limits.maxRowsPerJoin && index > 0) return { ...plan, more: true };
    plan.labels += group.labels;
    plan.predictions += group.predictions;
    plan.to = BigInt(group.at) + 1n;
  }
  return plan;
}

/** Condition on a column of received time: from <= column < to. */
export function receivedBetween(column: string, from: bigint, to: bigint): string {
  return `${column} >= ${sql.microTime(from)} AND ${column} < ${sql.microTime(to)}`;
}
