import type { FactsClient } from '../client/factsClient.js';
import { toJson } from '../client/json.js';

/** What was answered to a request. */
export interface StoredAnswer {
  status: number;
  body: unknown;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

/** Answers kept for 24 hours by their Idempotency-Key. `scope` separates keys of different callers and routes. */
export class IdempotencyRepository {
  readonly #client: FactsClient;

  constructor(client: FactsClient) {
    this.#client = client;
  }

  /** The answer given before, unless it has expired by `now` (epoch milliseconds). */
  async find(scope: string, key: string, now: number): Promise<StoredAnswer | undefined> {
    const row = await this.#client.idempotencyAnswer.findUnique({ where: { scope_key: { scope, key } } });
    return row && row.expiresAt.getTime() > now ? { status: row.status, body: row.body } : undefined;
  }

  /** Keeps an answer and returns the one that counts: the first, when two requests raced. */
  async store(scope: string, key: string, answer: StoredAnswer, now: number): Promise<StoredAnswer> {
    const data = { status: answer.status, body: toJson(answer.body), expiresAt: new Date(now + KEPT_MS) };
    await this.#client.idempotencyAnswer.deleteMany({
      where: { scope, key, expiresAt: { lte: new Date(now) } },
    });
    await this.#client.idempotencyAnswer.createMany({
      data: [{ scope, key, ...data }],
      skipDuplicates: true,
    });
    return (await this.find(scope, key, now)) ?? answer;
  }

  /** Removes what has expired by `now` (epoch milliseconds); returns how many. */
  async purge(now: number): Promise<number> {
    const { count } = await this.#client.idempotencyAnswer.deleteMany({
      where: { expiresAt: { lte: new Date(now) } },
    });
    return count;
  }
}
