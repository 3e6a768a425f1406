import { CodedError, problemOf } from '@driftline/contracts';
import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../telemetry/logger.js';

const CODES: Record<number, string> = {
  404: 'no_such_route',
  413: 'body_too_large',
  415: 'content_type_unsupported',
};

/** Answers with the problem+json of an error: expected ones as they are, bugs logged and hidden. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const coded = error instanceof CodedError ? error : codedErrorOf(error, request, log);
  // An answer that has begun, such as a stream of events, cannot turn into another.
  if (reply.raw.headersSent) return;
  if (coded.retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(coded.retryAfter)));
  if (coded.status === 401) reply.header('www-authenticate', 'Bearer realm="driftline"');
  reply
    .code(coded.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemOf(coded)));
}

function codedErrorOf(error: unknown, request: FastifyRequest, log: Logger): CodedError {
  const status = statusOf(error);
  if (status < 500) {
    return new CodedError({
      code: CODES[status] ?? 'bad_request',
      status,
      message: error instanceof Error ? error.message : 'The request cannot be read.',
      where: request.url,
      action: 'See GET /v1/openapi.json for what this server answers to.',
    });
  }
  log.error({ err: error, method: request.method, url: request.url }, 'a request failed unexpectedly');
  return new CodedError({
    code: 'internal_error',
    status: 500,
    message: 'Driftline failed unexpectedly.',
    where: request.url,
    action: "Try again; if it fails again, look into Driftline's log.",
  });
}

/** Nest's and Fastify's own refusals (no such route, unreadable body) carry a status; everything else is a bug. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' ? status : 500;
}
