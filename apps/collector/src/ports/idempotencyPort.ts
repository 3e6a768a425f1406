/** An answer as it was given. */
export interface StoredAnswer {
  status: number;
  body: unknown;
}

/** Answers kept for 24 hours by Idempotency-Key, shared by all processes. Times are epoch milliseconds. */
export interface IdempotencyPort {
  find(scope: string, key: string, now: number): Promise<StoredAnswer | undefined>;
  /** Keeps the answer and returns the one that counts: the first, when two requests raced. */
  store(scope: string, key: string, answer: StoredAnswer, now: number): Promise<StoredAnswer>;
}
