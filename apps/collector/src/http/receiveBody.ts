import type { Readable } from 'node:stream';
import { CodedError } from '@driftline/contracts';
import type { Reservation } from '../admission/memoryBudget.js';
import type { CollectorLimits } from '../limits/collectorLimits.js';
import { bodyErrors } from './bodyErrors.js';
import { decoderOf } from './contentCoding.js';
import { readBody } from './readBody.js';

/**
 * The decoded body of a request, within the limits and the share of the memory budget that it reserves as it grows.
 * @throws CodedError 413 over a limit, 415 for an unknown coding, 503 when the budget has no room
 */
export async function receiveBody(
  headers: Readonly<Record<string, string | undefined>>,
  source: Readable,
  reservation: Reservation,
  limits: CollectorLimits,
): Promise<Buffer> {
  const decoder = decoderOf(headers['content-encoding']);
  const announced = Number(headers['content-length'] ?? 1);
  if (announced > limits.maxBodyBytes) throw bodyErrors.tooLarge(limits.maxBodyBytes);
  const growTo = (total: number) => {
    if (!reservation.growTo(total)) throw overloaded(limits.retryAfterSeconds);
  };
  growTo(announced);
  return await readBody(source, decoder, { ...limits, growTo });
}

function overloaded(retryAfter: number): CodedError {
  return new CodedError({
    code: 'overloaded',
    status: 503,
    message: 'too many bytes wait to be stored',
    action: 'Send the batch again after the time in Retry-After.',
    retryAfter,
  });
}
