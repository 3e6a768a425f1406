import { CodedError, type IngestAnswer, problemOf } from '@driftline/contracts';
import type { StoredAnswer } from '../ports/idempotencyPort.js';

/** The HTTP answer to a batch: 422 when there were items and every one was rejected, else 200. */
export function toAnswer(counts: IngestAnswer): StoredAnswer {
  if (counts.rejected === 0 || counts.accepted + counts.duplicate > 0) return { status: 200, body: counts };
  const error = new CodedError({
    code: 'all_items_rejected',
    status: 422,
    message: `all ${counts.rejected} items of the batch were rejected`,
    action: 'Correct the items as each of the errors says.',
  });
  return { status: error.status, body: { ...problemOf(error), ...counts } };
}
