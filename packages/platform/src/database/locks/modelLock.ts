import type { Pool } from 'pg';

/** Separates model locks from other users of advisory locks in the same database. */
const LOCK_SPACE = 'driftline model ';

/**
 * Runs `work` while no other process runs anything for the same model. The lock lives on a connection of its own pool,
 * so that waiting for it never starves queries; it ends with the connection, so that a killed process holds nothing.
 * `signal` aborts when that connection is lost: then another process may have begun, and `work` should stop.
 */
export async function withModelLock<Result>(
  pool: Pool,
  modelId: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  const lost = new AbortController();
  const onError = (error: Error) => lost.abort(error);
  client.on('error', onError);
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [LOCK_SPACE + modelId]);
    const result = await work(lost.signal);
    return result;
  } finally {
    client.off('error', onError);
    await unlock();
  }

  async function unlock(): Promise<void> {
    const released = await client
      .query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [LOCK_SPACE + modelId])
      .then(
        () => true,
        () => false,
      );
    client.release(!released);
  }
}
