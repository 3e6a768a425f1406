/** Longest wait that a collector, or something in front of it, can impose. */
const LONGEST_MS = 300_000;

/** A Retry-After header (seconds or an HTTP date) in milliseconds; 0 when there is none that can be read. */
export function retryAfterMs(header: string | null, now: number): number {
  if (header === null) return 0;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.min(LONGEST_MS, Math.max(0, wait)) : 0;
}
