import { ClickHouseError } from '@clickhouse/client';
import { CodedError } from '@driftline/contracts';

/**
 * ClickHouse's codes of trouble that passes by itself: too busy, out of memory, time-out, shutting down,
 * read-only, disk full, too many parts.
 */
const passingCodes = new Set([
  159, 160, 164, 173, 202, 203, 209, 210, 236, 241, 242, 243, 252, 319, 394, 425, 473, 999,
]);

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** ClickHouse's numeric error code, or null when the error did not come from the server. */
export function serverCodeOf(error: unknown): number | null {
  return error instanceof ClickHouseError ? Number(error.code) : null;
}

/** Whether the request may never have reached the server, or its answer was lost. */
export function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ClickHouseError) return false;
  if ('code' in error && typeof error.code === 'string') return connectionCodes.has(error.code);
  return /socket hang up|Timeout error|aborted/i.test(error.message);
}

/** The coded error that a failed request to the store becomes at the edge of the store. */
export function storeError(error: unknown): unknown {
  const code = serverCodeOf(error);
  const passing = code === null ? isConnectionFailure(error) : passingCodes.has(code);
  if (code === null && !passing) return error;
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 500) : String(error);
  if (!passing) {
    return new CodedError(
      {
        code: 'store_rejected',
        status: 500,
        message: `the event store refused a request (ClickHouse code ${code}): ${reason}`,
        action: 'report this with the log of the process: the request was not valid for this store',
      },
      { cause: error },
    );
  }
  return new CodedError(
    {
      code: 'store_unavailable',
      status: 503,
      message: `the event store cannot answer now${code === null ? '' : ` (ClickHouse code ${code})`}: ${reason}`,
      action:
        'send it again after the time given; if it persists, check that ClickHouse runs and has memory and disk',
      retryAfter: 2,
    },
    { cause: error },
  );
}
