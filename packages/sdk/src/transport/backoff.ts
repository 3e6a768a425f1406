/**
 * Wait before the next try, in milliseconds: doubles with every try up to `maxBackoffMs`, of which a random half is
 * left out so that clients do not come back together; never less than the collector asked for.
 *
 * @param attempt tries so far, from 1
 * @param random from 0 to 1
 */
export function backoff(
  attempt: number,
  random: number,
  { backoffMs, maxBackoffMs }: { backoffMs: number; maxBackoffMs: number },
  retryAfterMs = 0,
): number {
  const full = Math.min(maxBackoffMs, backoffMs * 2 ** (attempt - 1));
  return Math.max(retryAfterMs, full * (0.5 + random / 2));
}
