import type { Delivery, WebhookPayload } from '@driftline/contracts';
import type { PageRequest } from '../paging/pageOf.js';
import type { StoredEndpoint } from '../webhooks/webhookRepository.js';

/** An alert to be sent to one endpoint. */
export interface NewDelivery {
  endpointId: string;
  event: WebhookPayload['type'];
  incidentId: string | null;
  payload: WebhookPayload;
}

/** A delivery that this process alone may try until its lease ends. */
export interface ClaimedDelivery {
  id: string;
  /** Number of this try, from 1. */
  attempt: number;
  event: string;
  incidentId: string | null;
  payload: WebhookPayload;
  endpoint: StoredEndpoint;
}

/** One line of a delivery's log. Times are epoch milliseconds. */
export interface DeliveryAttempt {
  at: number;
  responseStatus: number | null;
  error: string | null;
  durationMs: number;
}

/** What a try led to. */
export interface DeliveryOutcome {
  status: Exclude<Delivery['status'], 'pending'>;
  /** Epoch milliseconds; set when status is `retrying`. */
  nextAttemptAt: number | null;
}

export interface DeliveryFilter extends PageRequest {
  endpointId?: string;
  incidentId?: string;
  status?: Delivery['status'];
}
