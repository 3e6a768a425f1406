import { CodedError, type Problem, problemOf } from '@driftline/contracts';
import type { LogPort } from '../ports/logPort.js';

export interface ProblemReply {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** The problem+json answer to an error; one that nobody expected is logged and told without its details. */
export function toProblemReply(error: unknown, log: LogPort): ProblemReply {
  const coded = error instanceof CodedError ? error : unexpected(error, log);
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (coded.retryAfter !== undefined) headers['retry-after'] = String(Math.ceil(coded.retryAfter));
  if (coded.status === 401) headers['www-authenticate'] = 'Bearer realm="driftline"';
  // The rest of a body that is too large or too slow is not worth reading to keep the connection.
  if (coded.status === 413 || coded.status === 408) headers.connection = 'close';
  return { status: coded.status, headers, body: problemOf(coded) };
}

function unexpected(err: unknown, log: LogPort): CodedError {
  log.error({ err }, 'a request failed unexpectedly');
  return new CodedError({
    code: 'internal_error',
    status: 500,
    message: 'the collector failed unexpectedly; nothing of this batch was acknowledged',
    action: "Send the batch again; if it fails again, look into the collector's log.",
  });
}
