import type { Delivery, Page, WebhookPayload } from '@driftline/contracts';
import { atomically } from '../client/atomically.js';
import type { FactsClient } from '../client/factsClient.js';
import { fromJson, toJson } from '../client/json.js';
import { newId } from '../client/newId.js';
import { afterCursor, pageLimit, pageOf } from '../paging/pageOf.js';
import { toStoredEndpoint } from '../webhooks/webhookRepository.js';
import type {
  ClaimedDelivery,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryOutcome,
  NewDelivery,
} from './storedDelivery.js';
import { DELIVERY_COLUMNS, toDelivery } from './toDelivery.js';

const UNFINISHED: Delivery['status'][] = ['pending', 'retrying'];

/** Alerts on their way, and the log of every try. Times are wall-clock epoch milliseconds. */
export class DeliveryRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** Writes the deliveries and returns their ids, in order. Use it in the transaction of the change they tell of. */
  async create(deliveries: readonly NewDelivery[]): Promise<string[]> {
    const data = deliveries.map((delivery) => ({
      ...delivery,
      id: newId(),
      payload: toJson(delivery.payload),
    }));
    await this.#client.delivery.createMany({ data });
    return data.map((delivery) => delivery.id);
  }

  /**
   * Takes a delivery that is due at `now` for `leaseMs`, so that no other worker sends it too; undefined when it is
   * finished, not due, or taken. If the worker dies, the lease ends and the delivery is due again.
   */
  async claim(id: string, now: number, leaseMs: number): Promise<ClaimedDelivery | undefined> {
    const at = new Date(now);
    const { count } = await this.#client.delivery.updateMany({
      where: {
        id,
        status: { in: UNFINISHED },
        OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: at } }],
      },
      data: { nextAttemptAt: new Date(now + leaseMs), attempts: { increment: 1 } },
    });
    if (count === 0) return undefined;
    const row = await this.#client.delivery.findUniqueOrThrow({ where: { id }, include: { endpoint: true } });
    return {
      id: row.id,
      attempt: row.attempts,
      event: row.event,
      incidentId: row.incidentId,
      payload: fromJson<WebhookPayload>(row.payload),
      endpoint: toStoredEndpoint(row.endpoint),
    };
  }

  /** Logs a try and what it led to. */
  async record(id: string, attempt: DeliveryAttempt, outcome: DeliveryOutcome): Promise<void> {
    const { at, ...result } = attempt;
    await atomically(this.#client, async (client) => {
      await client.deliveryAttempt.create({ data: { deliveryId: id, at: new Date(at), ...result } });
      await client.delivery.update({
        where: { id },
        data: {
          status: outcome.status,
          responseStatus: attempt.responseStatus,
          error: attempt.error,
          nextAttemptAt: outcome.nextAttemptAt === null ? null : new Date(outcome.nextAttemptAt),
          deliveredAt: outcome.status === 'delivered' ? new Date(at) : null,
        },
      });
    });
  }

  /** Ids of deliveries that are due at `now`, longest waiting first: what a sweep hands to workers anew. */
  async due(now: number, limit = 100): Promise<string[]> {
    const rows = await this.#client.delivery.findMany({
      where: {
        status: { in: UNFINISHED },
        OR: [{ nextAttemptAt: null }, { nextAttemptAt: { lte: new Date(now) } }],
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
      take: limit,
    });
    return rows.map((row) => row.id);
  }

  /** Gives up on what is still under way to an endpoint that was switched off; returns how many. */
  async disable(endpointId: string, reason: string): Promise<number> {
    const { count } = await this.#client.delivery.updateMany({
      where: { endpointId, status: { in: UNFINISHED } },
      data: { status: 'disabled', error: reason, nextAttemptAt: null },
    });
    return count;
  }

  /** Makes a finished delivery due again; returns false when there is none or it is under way. */
  async redeliver(id: string): Promise<boolean> {
    const { count } = await this.#client.delivery.updateMany({
      where: { id, status: { notIn: UNFINISHED } },
      data: { status: 'pending', attempts: 0, nextAttemptAt: null, deliveredAt: null },
    });
    return count > 0;
  }

  async get(id: string): Promise<Delivery | undefined> {
    const row = await this.#client.delivery.findUnique({ where: { id }, select: DELIVERY_COLUMNS });
    return row ? toDelivery(row) : undefined;
  }

  /** The delivery log, newest first. */
  async list(filter: DeliveryFilter = {}): Promise<Page<Delivery>> {
    const { endpointId, incidentId, status } = filter;
    const limit = pageLimit(filter);
    const rows = await this.#client.delivery.findMany({
      where: { AND: [{ endpointId, incidentId, status }, afterCursor(filter, 'createdAt')] },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: DELIVERY_COLUMNS,
      take: limit + 1,
    });
    return pageOf(rows, limit, toDelivery, (row) => ({ at: row.createdAt.getTime(), id: row.id }));
  }

  /** Every try of a delivery, oldest first. */
  async attempts(id: string): Promise<DeliveryAttempt[]> {
    const rows = await this.#client.deliveryAttempt.findMany({
      where: { deliveryId: id },
      orderBy: { id: 'asc' },
    });
    return rows.map(({ at, responseStatus, error, durationMs }) => ({
      at: at.getTime(),
      responseStatus,
      error,
      durationMs,
    }));
  }

  /** Removes finished deliveries created before `before` (epoch milliseconds); returns how many. */
  async purge(before: number): Promise<number> {
    const { count } = await this.#client.delivery.deleteMany({
      where: { status: { notIn: UNFINISHED }, createdAt: { lt: new Date(before) } },
    });
    return count;
  }
}
