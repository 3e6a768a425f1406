import type { Readable } from 'node:stream';
import { CodedError } from '@driftline/contracts';
import type { MemoryBudget } from '../admission/memoryBudget.js';
import { receiveBody } from '../http/receiveBody.js';
import { toAnswer } from '../ingest/toAnswer.js';
import type { CollectorLimits } from '../limits/collectorLimits.js';
import type { ApiKeyVerifierPort } from '../ports/apiKeyVerifierPort.js';
import type { StoredAnswer } from '../ports/idempotencyPort.js';
import type { LineagePort } from '../ports/lineagePort.js';
import { decodeRunEvents } from './decodeRunEvents.js';

/** What the service is made of. */
export interface LineageParts {
  verifier: ApiKeyVerifierPort;
  limits: CollectorLimits;
  budget: MemoryBudget;
  lineage: LineagePort;
}

/** Takes OpenLineage run events from the wire to the facts; answers when they are merged and durable. */
export class LineageService {
  constructor(private readonly parts: LineageParts) {}

  /** @throws CodedError for a request that is refused or could not be stored as a whole */
  async take(headers: Readonly<Record<string, string | undefined>>, body: Readable): Promise<StoredAnswer> {
    const { verifier, limits, budget, lineage } = this.parts;
    await verifier.verify(headers.authorization);
    const reservation = budget.open();
    try {
      const bytes = await receiveBody(headers, body, reservation, limits);
      const { events, rejections } = decodeRunEvents(bytes.toString('utf8'));
      if (events.length > limits.maxItems) throw tooMany(events.length, limits.maxItems);
      if (events.length > 0) await lineage.applyRunEvents(events);
      const counts = { accepted: events.length, duplicate: 0, rejected: rejections.length };
      return toAnswer({ ...counts, errors: rejections });
    } finally {
      reservation.release();
    }
  }
}

function tooMany(found: number, allowed: number): CodedError {
  return new CodedError({
    code: 'too_many_items',
    status: 413,
    message: `The batch has ${found} run events; ${allowed} are allowed.`,
    where: 'body',
    action: 'Send smaller batches.',
  });
}
