import type { IngestAnswer } from '@driftline/contracts';
import type { Outcome } from './outcome.js';
import { retryAfterMs } from './retryAfterMs.js';

/** Time-outs, rate limits and everything that the server's side is to blame for. */
const passing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;

/** What an answer of the collector means for the batch. */
export async function interpretAnswer(response: Response, now: number): Promise<Outcome> {
  const body = await readJson(response);
  if (isIngestAnswer(body)) {
    return {
      kind: 'judged',
      stored: body.accepted + body.duplicate,
      rejected: body.rejected,
      rejections: body.errors,
    };
  }
  const { status } = response;
  const reason = reasonOf(status, body);
  if (passing(status))
    return { kind: 'retry', reason, waitMs: retryAfterMs(response.headers.get('retry-after'), now) };
  if (status === 413) return { kind: 'split', reason };
  if (status === 401 || status === 403) return { kind: 'stop', reason };
  // A success without counts comes from something in between, which says nothing about the events.
  return response.ok ? { kind: 'retry', reason, waitMs: 0 } : { kind: 'refused', reason };
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isIngestAnswer(body: unknown): body is IngestAnswer {
  return (
    typeof body === 'object' &&
    body !== null &&
    'accepted' in body &&
    typeof body.accepted === 'number' &&
    'duplicate' in body &&
    typeof body.duplicate === 'number' &&
    'rejected' in body &&
    typeof body.rejected === 'number' &&
    'errors' in body &&
    Array.isArray(body.errors)
  );
}

function reasonOf(status: number, body: unknown): string {
  const problem = typeof body === 'object' && body !== null ? body : {};
  const code = 'code' in problem ? ` ${problem.code}` : '';
  const detail = 'detail' in problem ? `: ${problem.detail}` : '';
  return `the collector answered ${status}${code}${detail}`;
}
