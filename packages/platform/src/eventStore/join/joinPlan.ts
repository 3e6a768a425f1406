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
  /** The days of the labels' predictions, when every label names one. */
  days: { first: string; last: string } | null;
  /** Whether more landed after `to`. */
  more: boolean;
}

/** Inserts looked at for one plan. */
const MAX_GROUPS = 10_000;

interface ReceivedRow {
  at: string;
  labels: number;
  predictions: number;
  /** Labels that name a day, and the range of those days. */
  hinted: number;
  first: string;
  last: string;
}

/** Plans the next step after `from`: whole inserts, until they hold more than maxRowsPerJoin rows. */
export async function planJoin(
  { client, limits }: StoreContext,
  modelId: string,
  from: bigint,
): Promise<JoinPlan> {
  const tables = modelTables(modelId);
  const after = `received_at >= ${sql.microTime(from)}`;
  const groups = await client.rows<ReceivedRow>(
    `SELECT toString(toUnixTimestamp64Micro(received_at)) AS at, countIf(l) AS labels, countIf(NOT l) AS predictions,
       count(prediction_day) AS hinted, toString(min(prediction_day)) AS first, toString(max(prediction_day)) AS last
     FROM (SELECT received_at, true AS l, prediction_day FROM ${tables.labels} WHERE ${after}
           UNION ALL SELECT received_at, false AS l, NULL FROM ${tables.predictions} WHERE ${after})
     GROUP BY received_at ORDER BY received_at LIMIT ${MAX_GROUPS}`,
  );
  const taken = takeGroups(groups, limits.maxRowsPerJoin);
  const last = taken.at(-1);
  return {
    from,
    to: last === undefined ? from : BigInt(last.at) + 1n,
    labels: sum(taken.map(({ labels }) => labels)),
    predictions: sum(taken.map(({ predictions }) => predictions)),
    days: hintedDays(taken),
    more: taken.length < groups.length || groups.length === MAX_GROUPS,
  };
}

export function nothingLanded(from: bigint): JoinPlan {
  return { from, to: from, labels: 0, predictions: 0, days: null, more: false };
}

/** As many as hold `maxRows` rows together, at least one. */
function takeGroups(groups: readonly ReceivedRow[], maxRows: number): ReceivedRow[] {
  let rows = 0;
  const full = groups.findIndex(({ labels, predictions }, index) => {
    rows += labels + predictions;
    return index > 0 && rows > maxRows;
  });
  return full < 0 ? [...groups] : groups.slice(0, full);
}

function hintedDays(groups: readonly ReceivedRow[]): JoinPlan['days'] {
  const labelled = groups.filter(({ labels }) => labels > 0);
  if (labelled.length === 0 || labelled.some(({ labels, hinted }) => hinted < labels)) return null;
  const first = labelled.map((group) => group.first).sort()[0] ?? '';
  const last =
    labelled
      .map((group) => group.last)
      .sort()
      .at(-1) ?? '';
  return { first, last };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Condition on a column of received time: from <= column < to. */
export function receivedBetween(column: string, from: bigint, to: bigint): string {
  return `${column} >= ${sql.microTime(from)} AND ${column} < ${sql.microTime(to)}`;
}
