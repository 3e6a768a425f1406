import { CodedError } from '@driftline/contracts';
import { resolveOutgoing } from '../../security/outgoing/resolveOutgoing.js';
import { type OutgoingAnswer, sendOutgoing } from '../../security/outgoing/sendOutgoing.js';
import type { Alert, Notifier, NotifierOptions, NotifyResult, NotifyTarget } from '../notifier.js';
import { retryAfter } from './retryAfter.js';
import { signWebhook } from './webhookSecret.js';

const DEFAULT_TIMEOUT_MS = 15_000;
const GONE = 410;

/** Standard Webhooks: a signed POST of the JSON payload. @see https://www.standardwebhooks.com */
export function createWebhookNotifier(options: NotifierOptions): Notifier {
  const { allowPrivate, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  return {
    name: 'webhook',
    send: async (alert, target, now) => {
      try {
        const url = await resolveOutgoing(target.url, { allowPrivate });
        return resultOf(await sendOutgoing(url, { ...signed(alert, target, now), timeoutMs }), now);
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

function signed(alert: Alert, target: NotifyTarget, now: number) {
  const body = JSON.stringify(alert.payload);
  const timestamp = Math.floor(now / 1000);
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Driftline',
      'webhook-id': alert.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signWebhook(target.secret, alert.id, timestamp, body),
    },
  };
}

function resultOf({ status, headers }: OutgoingAnswer, now: number): NotifyResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered', responseStatus: status };
  if (status === GONE)
    return {
      outcome: 'give-up',
      responseStatus: status,
      error: 'the receiver answered 410 Gone: it wants no more alerts',
      disable: true,
    };
  const moved = status >= 300 && status < 400;
  return {
    outcome: 'retry',
    responseStatus: status,
    error: moved
      ? `the receiver answered ${status}; redirects are not followed`
      : `the receiver answered ${status}`,
    retryAfterMs: retryAfter(headers['retry-after'], now),
  };
}

function failureOf(error: unknown): NotifyResult {
  if (error instanceof CodedError) return refusalOf(error);
  const message = networkTrouble(error);
  if (message === undefined) throw error;
  return { outcome: 'retry', responseStatus: null, error: message, retryAfterMs: null };
}

/** A URL that is refused stays refused; a host that has no address now may get one. */
function refusalOf({ message, retryAfter }: CodedError): NotifyResult {
  return retryAfter === undefined
    ? { outcome: 'give-up', responseStatus: null, error: message, disable: false }
    : { outcome: 'retry', responseStatus: null, error: message, retryAfterMs: retryAfter * 1000 };
}

/** What the network did, in words; undefined for anything else, which is a bug. */
function networkTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'the receiver took too long';
  return 'code' in error && typeof error.code === 'string' ? `${error.code}: ${error.message}` : undefined;
}
