import type { WebhookPayload } from '@driftline/contracts';

/** An alert on its way. `id` stays the same over all tries, so that a receiver can tell a repeat. */
export interface Alert {
  id: string;
  payload: WebhookPayload;
}

/** Where it goes. */
export interface NotifyTarget {
  url: string;
  /** The endpoint's secret, decrypted. */
  secret: string;
}

/** What a try came to. `error` is a sentence for the delivery log; it must not contain the secret. */
export type NotifyResult =
  | { outcome: 'delivered'; responseStatus: number }
  | {
      outcome: 'retry';
      responseStatus: number | null;
      error: string;
      /** Milliseconds that the receiver asked to be left alone; null when it did not. */
      retryAfterMs: number | null;
    }
  | {
      outcome: 'give-up';
      responseStatus: number | null;
      error: string;
      /** Whether the receiver wants nothing more, ever: then the endpoint is switched off. */
      disable: boolean;
    };

/**
 * Brings alerts to one kind of receiver. Plug-in: one folder, one line in `notifiers.ts`, the conformance suite.
 * `send` tries once, ends in bounded time, and never throws for what a receiver or network does.
 */
export interface Notifier {
  /** Stored with the endpoint, e.g. `webhook`. */
  name: string;
  /** `now` is wall-clock epoch milliseconds. */
  send(alert: Alert, target: NotifyTarget, now: number): Promise<NotifyResult>;
}

/** What a notifier is given to send with. */
export interface NotifierOptions {
  /** Whether receivers may live at private or loopback addresses. */
  allowPrivate: boolean;
  /** Milliseconds that one try may take in all; 15,000 unless told. */
  timeoutMs?: number;
}
