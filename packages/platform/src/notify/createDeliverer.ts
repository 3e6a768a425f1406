import { CodedError } from '@driftline/contracts';
import type { Clock } from '../clock/clock.js';
import { wallClock } from '../clock/wallClock.js';
import type { Database } from '../database/database.js';
import type { ClaimedDelivery, DeliveryOutcome } from '../database/deliveries/storedDelivery.js';
import type { SecretBox } from '../security/secretBox.js';
import type { Metrics } from '../telemetry/metrics.js';
import { openEndpointSecret } from './endpointSecret.js';
import { nextAttempt } from './nextAttempt.js';
import type { Notifier, NotifyResult } from './notifier.js';

export interface DelivererOptions {
  database: Pick<Database, 'deliveries' | 'transaction'>;
  secretBox: SecretBox;
  notifiers: ReadonlyMap<string, Notifier>;
  /** Asks for `deliver(id)` after so many milliseconds: adds a `deliverAlert` job. */
  schedule: (deliveryId: string, delayMs: number) => Promise<void>;
  /** Wall time, even in a replay. */
  clock?: Clock;
  /** Random number in [0, 1) for jitter. */
  random?: () => number;
  metrics?: Pick<Metrics, 'deliveries'>;
}

export interface Deliverer {
  /**
   * Tries a delivery that is due, logs the try, and asks for the next one if need be. Anything else (finished, not due, in
   * another worker's hands) is left alone, so calling it twice does no harm.
   */
  deliver(deliveryId: string): Promise<void>;
}

/** Longer than any notifier may take: a delivery that nobody reported on by then is due again. */
const LEASE_MS = 60_000;

/** Brings alerts to their endpoints, one try at a time. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const {
    database,
    notifiers,
    secretBox,
    schedule,
    clock = wallClock,
    random = Math.random,
    metrics,
  } = options;

  const attempt = async (claimed: ClaimedDelivery): Promise<NotifyResult> => {
    const { endpoint } = claimed;
    const notifier = notifiers.get(endpoint.notifier);
    if (!notifier) return givenUp(`there is no notifier ${endpoint.notifier}`);
    try {
      const secret = openEndpointSecret(secretBox, endpoint);
      const alert = { id: claimed.id, payload: claimed.payload };
      return await notifier.send(alert, { url: endpoint.url, secret }, clock.now());
    } catch (error) {
      if (error instanceof CodedError) return givenUp(error.message);
      throw error;
    }
  };

  return {
    deliver: async (deliveryId) => {
      const startedAt = clock.now();
      const claimed = await database.deliveries.claim(deliveryId, startedAt, LEASE_MS);
      if (!claimed) return;
      if (!claimed.endpoint.enabled) {
        await database.deliveries.disable(claimed.endpoint.id, 'the endpoint is switched off');
        return;
      }
      const result = await attempt(claimed);
      const endedAt = clock.now();
      const outcome = nextAttempt(claimed.attempt, result, endedAt, random());
      await report(database, claimed, result, outcome, { startedAt, endedAt });
      metrics?.deliveries.inc({ notifier: claimed.endpoint.notifier, outcome: outcome.status });
      if (outcome.nextAttemptAt !== null) await schedule(deliveryId, outcome.nextAttemptAt - endedAt);
    },
  };
}

function givenUp(error: string): NotifyResult {
  return { outcome: 'give-up', responseStatus: null, error, disable: false };
}

/** Logs the try; a receiver that wants nothing more is switched off, with whatever is still under way to it. */
async function report(
  database: DelivererOptions['database'],
  claimed: ClaimedDelivery,
  result: NotifyResult,
  outcome: DeliveryOutcome,
  { startedAt, endedAt }: { startedAt: number; endedAt: number },
): Promise<void> {
  const error = result.outcome === 'delivered' ? null : result.error;
  const line = {
    at: endedAt,
    responseStatus: result.responseStatus,
    error,
    durationMs: Math.round(endedAt - startedAt),
  };
  await database.transaction(async (facts) => {
    await facts.deliveries.record(claimed.id, line, outcome);
    if (error !== null && outcome.status === 'disabled') {
      await facts.webhooks.setEnabled(claimed.endpoint.id, false, error);
      await facts.deliveries.disable(claimed.endpoint.id, error);
    }
    await facts.changes.publish({
      kind: 'delivery',
      id: claimed.id,
      model: null,
      at: new Date(endedAt).toISOString(),
    });
  });
}
