import type { StoreContext } from '../storeContext.js';

/**
 * A moment of the store's clock in epoch microseconds, as decimal text. Every row received before it is visible,
 * so a reader that goes on from here misses nothing and repeats little.
 */
export type StoreMoment = string;

/**
 * The newest such moment: before now, and before the start of every insert still under way (a row's time received
 * is taken when its insert starts, but the row appears when it ends).
 */
export async function settledMoment({ client, limits }: StoreContext): Promise<bigint> {
  const [row] = await client.rows<{ settled: string }>(
    `SELECT toString(toUnixTimestamp64Micro(now64(6)) - toInt64(1000000 * (
       SELECT max(elapsed) FROM system.processes WHERE query_kind = 'Insert'))) AS settled`,
  );
  return BigInt(row?.settled ?? 0) - BigInt(limits.clockSlack * 1000);
}
