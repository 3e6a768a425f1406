import type { ServerEvent } from '@driftline/contracts';
import type { FactsClient } from '../client/factsClient.js';

/** Name of PostgreSQL's notification channel. */
export const CHANGE_CHANNEL = 'driftline_change';

/** Tells every listening process what changed. In a transaction the word goes out when it commits, never before. */
export class ChangeRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  async publish(event: ServerEvent): Promise<void> {
    await this.#client.$executeRaw`SELECT pg_notify(${CHANGE_CHANNEL}, ${JSON.stringify(event)})`;
  }
}
