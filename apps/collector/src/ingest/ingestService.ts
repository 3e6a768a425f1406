import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { CodedError } from '@driftline/contracts';
import type { EventKind, WireFormat, WireMessage } from '@driftline/formats';
import type { MemoryBudget, Reservation } from '../admission/memoryBudget.js';
import { bodyErrors } from '../http/bodyErrors.js';
import { decoderOf } from '../http/contentCoding.js';
import { mediaTypeOf } from '../http/mediaTypeOf.js';
import { readBody } from '../http/readBody.js';
import type { GuardedAnswer, IdempotencyGuard } from '../idempotency/idempotencyGuard.js';
import type { CollectorLimits } from '../limits/collectorLimits.js';
import type { ApiKeyVerifierPort } from '../ports/apiKeyVerifierPort.js';
import type { ClockPort } from '../ports/clockPort.js';
import type { StoredAnswer } from '../ports/idempotencyPort.js';
import type { IngestMetricsPort } from '../ports/ingestMetricsPort.js';
import type { EventWriter } from './eventWriter.js';
import type { ItemAdmission } from './itemAdmission.js';
import { toAnswer } from './toAnswer.js';

/** One request to an ingest path, its body still on the wire. Header names in lower case. */
export interface IngestRequest {
  format: WireFormat;
  kind: EventKind;
  headers: Readonly<Record<string, string | undefined>>;
  body: Readable;
}

/** What the service is made of. */
export interface IngestParts {
  verifier: ApiKeyVerifierPort;
  clock: ClockPort;
  limits: CollectorLimits;
  budget: MemoryBudget;
  guard: IdempotencyGuard;
  admission: ItemAdmission;
  writer: EventWriter;
  metrics: IngestMetricsPort;
}

const MAX_KEY_LENGTH = 200;

/**
 * Takes one batch from the wire to the disk. Refuses before reading what it cannot take, holds no more bytes than the
 * budget, and answers only when every accepted item is durable.
 */
export class IngestService {
  private readonly inFlight = new Set<Promise<unknown>>();
  private draining = false;

  constructor(private readonly parts: IngestParts) {}

  /** @throws CodedError for a request that is refused or could not be stored as a whole */
  ingest(request: IngestRequest): Promise<GuardedAnswer> {
    if (this.draining)
      return Promise.reject(this.unavailable('shutting_down', 'the collector is shutting down'));
    const running = this.run(request).finally(() => this.inFlight.delete(running));
    this.inFlight.add(running);
    return running;
  }

  /** Refuses new requests and waits until those that were taken are answered. */
  async drain(): Promise<void> {
    this.draining = true;
    this.parts.writer.flush();
    await Promise.allSettled(this.inFlight);
  }

  private async run(request: IngestRequest): Promise<GuardedAnswer> {
    const startedAt = performance.now();
    const { budget, metrics } = this.parts;
    const { id } = await this.parts.verifier.verify(request.headers.authorization);
    const idempotencyKey = idempotencyKeyOf(request);
    const reservation = budget.open();
    try {
      const message = await this.read(request, reservation);
      const answer =
        idempotencyKey === undefined
          ? { ...(await this.store(request, message, randomUUID())), replayed: false }
          : await this.storeOnce(request, message, `${id}:${request.kind}`, idempotencyKey);
      metrics.seconds(request.kind, (performance.now() - startedAt) / 1000);
      return answer;
    } finally {
      reservation.release();
    }
  }

  private async read(request: IngestRequest, reservation: Reservation): Promise<WireMessage> {
    const { limits } = this.parts;
    const { headers, format, kind } = request;
    const contentType = mediaTypeOf(headers['content-type'], format.contentTypes);
    const decoder = decoderOf(headers['content-encoding']);
    const announced = Number(headers['content-length'] ?? 1);
    if (announced > limits.maxBodyBytes) throw bodyErrors.tooLarge(limits.maxBodyBytes);
    const growTo = (total: number) => {
      if (!reservation.growTo(total))
        throw this.unavailable('overloaded', 'too many bytes wait to be stored');
    };
    growTo(announced);
    const body = await readBody(request.body, decoder, { ...limits, growTo });
    return { headers, contentType, body, kind };
  }

  private storeOnce(
    request: IngestRequest,
    message: WireMessage,
    scope: string,
    key: string,
  ): Promise<GuardedAnswer> {
    const bodyHash = createHash('sha256').update(message.body).digest('hex');
    const token = createHash('sha256').update(`${scope}\n${key}\n${bodyHash}`).digest('hex');
    return this.parts.guard.run({ scope, key, bodyHash }, () => this.store(request, message, token));
  }

  private async store(request: IngestRequest, message: WireMessage, token: string): Promise<StoredAnswer> {
    const { admission, clock, limits, metrics, writer } = this.parts;
    const batch = request.format.decode(message, { ...limits, now: clock.now() });
    const admitted = await admission.admit(batch);
    await writer.write(admitted, token);
    const accepted = [...admitted.predictions, ...admitted.labels].reduce(
      (sum, part) => sum + part.rows.length,
      0,
    );
    const errors = admitted.rejections;
    const counts = { accepted, duplicate: batch.duplicates, rejected: errors.length };
    metrics.items(request.kind, counts);
    return toAnswer({ ...counts, errors });
  }

  private unavailable(code: string, message: string): CodedError {
    return new CodedError({
      code,
      status: 503,
      message,
      action: 'Send the batch again after the time in Retry-After.',
      retryAfter: this.parts.limits.retryAfterSeconds,
    });
  }
}

function idempotencyKeyOf(request: IngestRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || (key.length > 0 && key.length <= MAX_KEY_LENGTH)) return key;
  throw new CodedError({
    code: 'invalid_idempotency_key',
    status: 400,
    message: `the Idempotency-Key must have 1 to ${MAX_KEY_LENGTH} characters`,
    where: 'Idempotency-Key',
    action: 'Send a UUID.',
  });
}
