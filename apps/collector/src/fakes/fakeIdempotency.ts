import type { IdempotencyPort, StoredAnswer } from '../ports/idempotencyPort.js';

const KEPT_MS = 86_400_000;

/** Answers in memory for 24 hours. */
export class FakeIdempotency implements IdempotencyPort {
  private readonly answers = new Map<string, { answer: StoredAnswer; until: number }>();
  /** Thrown by `store` while it is set. */
  fail: Error | undefined;

  async find(scope: string, key: string, now: number): Promise<StoredAnswer | undefined> {
    const kept = this.answers.get(`${scope} ${key}`);
    return kept !== undefined && kept.until > now ? kept.answer : undefined;
  }

  async store(scope: string, key: string, answer: StoredAnswer, now: number): Promise<StoredAnswer> {
    if (this.fail !== undefined) throw this.fail;
    const kept = (await this.find(scope, key, now)) ?? answer;
    this.answers.set(`${scope} ${key}`, { answer: kept, until: now + KEPT_MS });
    return kept;
  }
}
