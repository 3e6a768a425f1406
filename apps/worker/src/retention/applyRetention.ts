import type { Platform } from '@driftline/platform';

const DAY_MS = 86_400_000;

/** Removes facts that are past their time. Raw events expire in ClickHouse by their own TTL. */
export async function applyRetention(platform: Platform): Promise<void> {
  const { database, config } = platform;
  const now = Date.now();
  const kept = now - config.retentionDays * DAY_MS;
  await database.sessions.purge(now);
  await database.idempotency.purge(now);
  await database.deliveries.purge(kept);
}
