/** All times and spans in milliseconds. */
export interface CompletenessInput {
  /** Greatest event time of the model's predictions and labels. */
  newestEvent: number;
  /** Clock when the newest batch was received. */
  lastReceivedAt: number;
  clockNow: number;
  /** How late an event may come and still count in its window. */
  latenessMs: number;
  /** Silence after which the watermark follows the clock. */
  idleMs: number;
}

/** Event time that lags further behind the clock at receipt is an import of history, not live traffic. */
const LIVE_LAG_MS = 2 * 86_400_000;

/**
 * The watermark: events up to this time are taken as complete. It is the newest event minus lateness; while a
 * model is idle it follows the clock, so that silence is seen. An import of history does not: its event time has
 * nothing to do with the clock.
 */
export function completeUntil(input: CompletenessInput): number {
  const { newestEvent, lastReceivedAt, clockNow, latenessMs, idleMs } = input;
  const idle = clockNow - lastReceivedAt >= idleMs;
  const live = lastReceivedAt - newestEvent <= LIVE_LAG_MS;
  const newest = idle && live ? Math.max(newestEvent, clockNow) : newestEvent;
  return newest - latenessMs;
}
