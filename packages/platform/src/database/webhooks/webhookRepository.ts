import type { WebhookEndpoint } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';
import { newId } from '../client/newId.js';
import { toIso } from '../client/time.js';
import type { WebhookEndpoint as Row } from '../generated/client.js';

/** An endpoint with what only the sender needs. */
export interface StoredEndpoint extends WebhookEndpoint {
  /** Name of the notifier plug-in. */
  notifier: string;
  /** Sealed by the secret box. */
  sealedSecret: string;
  /** Why it was switched off by itself; null when it was not. */
  disabledReason: string | null;
}

export function toStoredEndpoint(row: Row): StoredEndpoint {
  return {
    id: row.id,
    url: row.url,
    enabled: row.enabled,
    createdAt: toIso(row.createdAt),
    notifier: row.notifier,
    sealedSecret: row.secret,
    disabledReason: row.disabledReason,
  };
}

/** Where alerts go. */
export class WebhookRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  async create(endpoint: { url: string; sealedSecret: string; notifier?: string }): Promise<StoredEndpoint> {
    const { url, sealedSecret, notifier = 'webhook' } = endpoint;
    return toStoredEndpoint(
      await this.#client.webhookEndpoint.create({
        data: { id: newId(), url, notifier, secret: sealedSecret },
      }),
    );
  }

  /** Oldest first. */
  async list(): Promise<StoredEndpoint[]> {
    const rows = await this.#client.webhookEndpoint.findMany({
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toStoredEndpoint);
  }

  async get(id: string): Promise<StoredEndpoint | undefined> {
    const row = await this.#client.webhookEndpoint.findUnique({ where: { id } });
    return row ? toStoredEndpoint(row) : undefined;
  }

  /** Switches an endpoint on or off; `reason` is set when Driftline did it. Returns false when there is none. */
  async setEnabled(id: string, enabled: boolean, reason: string | null = null): Promise<boolean> {
    const { count } = await this.#client.webhookEndpoint.updateMany({
      where: { id },
      data: { enabled, disabledReason: enabled ? null : reason },
    });
    return count > 0;
  }

  /** Removes the endpoint with its deliveries; returns false when there is none. */
  async delete(id: string): Promise<boolean> {
    return (await this.#client.webhookEndpoint.deleteMany({ where: { id } })).count > 0;
  }
}
