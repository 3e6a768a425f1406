import { CodedError } from '@driftline/contracts';
import type { ClockPort } from '../ports/clockPort.js';
import type { IdempotencyPort, StoredAnswer } from '../ports/idempotencyPort.js';
import type { LogPort } from '../ports/logPort.js';

/** Which request this is: two with the same scope and key are one request sent twice. */
export interface RequestIdentity {
  /** Separates senders and routes. */
  scope: string;
  key: string;
  /** Hash of the body. */
  bodyHash: string;
}

export interface GuardedAnswer extends StoredAnswer {
  /** True when the answer was given before and nothing was done now. */
  replayed: boolean;
}

/**
 * Answers a repeated Idempotency-Key with the stored answer. A repeat that arrives while the first is still at work
 * waits for it. Only answers of requests that took effect are kept: a failed one may be tried again.
 */
export class IdempotencyGuard {
  private readonly atWork = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: IdempotencyPort,
    private readonly clock: ClockPort,
    private readonly log: LogPort,
  ) {}

  /**
   * Runs `work` unless its request was answered before.
   *
   * @throws CodedError 422 when the key was used with another body, and what `work` throws
   */
  async run(request: RequestIdentity, work: () => Promise<StoredAnswer>): Promise<GuardedAnswer> {
    const lock = `${request.scope}\n${request.key}`;
    for (let other = this.atWork.get(lock); other !== undefined; other = this.atWork.get(lock)) {
      await other.catch(() => undefined);
    }
    const running = this.answer(request, work);
    this.atWork.set(lock, running);
    try {
      return await running;
    } finally {
      this.atWork.delete(lock);
    }
  }

  private async answer(request: RequestIdentity, work: () => Promise<StoredAnswer>): Promise<GuardedAnswer> {
    const known = await this.store.find(request.scope, request.key, this.clock.now());
    if (known !== undefined) return replay(request, known);
    const answer = await work();
    if (answer.status === 200) await this.keep(request, answer);
    return { ...answer, replayed: false };
  }

  /** The events are durable by now: failing to keep the answer must not turn it into an error. */
  private async keep(request: RequestIdentity, answer: StoredAnswer): Promise<void> {
    const kept = { status: answer.status, body: { bodyHash: request.bodyHash, answer: answer.body } };
    try {
      await this.store.store(request.scope, request.key, kept, this.clock.now());
    } catch (err) {
      this.log.warn({ err }, 'cannot keep the answer of an idempotency key; a repeat will be stored again');
    }
  }
}

function replay(request: RequestIdentity, known: StoredAnswer): GuardedAnswer {
  const { bodyHash, answer } = known.body as { bodyHash: string; answer: unknown };
  if (bodyHash === request.bodyHash) return { status: known.status, body: answer, replayed: true };
  throw new CodedError({
    code: 'idempotency_key_reused',
    status: 422,
    message: 'the Idempotency-Key was used with another body within the last 24 hours',
    where: 'Idempotency-Key',
    action: 'Use a new key for every batch, and the same key only to repeat the same batch.',
  });
}
