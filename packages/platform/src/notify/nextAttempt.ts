import type { DeliveryOutcome } from '../database/deliveries/storedDelivery.js';
import type { NotifyResult } from './notifier.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Pauses after the first, second … try, as Standard Webhooks advises: ten tries over some three days.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** Up to a fifth is added to each pause, so that receivers that come back are not hit by everybody at once. */
const JITTER = 0.2;

/** No receiver can put an alert off for longer. */
const LONGEST_ASKED = 24 * HOUR;

/**
 * What becomes of a delivery after its try number `attempt` (from 1) ended with `result` at `now` (epoch
 * milliseconds). `random` in [0, 1) places the next try within its jitter.
 */
export function nextAttempt(
  attempt: number,
  result: NotifyResult,
  now: number,
  random: number,
): DeliveryOutcome {
  if (result.outcome === 'delivered') return { status: 'delivered', nextAttemptAt: null };
  if (result.outcome === 'give-up')
    return { status: result.disable ? 'disabled' : 'failed', nextAttemptAt: null };
  const pause = PAUSES[attempt - 1];
  if (pause === undefined) return { status: 'failed', nextAttemptAt: null };
  const asked = Math.min(result.retryAfterMs ?? 0, LONGEST_ASKED);
  return {
    status: 'retrying',
    nextAttemptAt: now + Math.max(Math.round(pause * (1 + JITTER * random)), asked),
  };
}
