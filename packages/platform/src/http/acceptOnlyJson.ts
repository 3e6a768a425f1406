import { CodedError } from '@driftline/contracts';
import type { FastifyInstance } from 'fastify';

/**
 * Bodies are JSON: a form or plain text, which a page of another site could send without asking first, is refused with
 * 415. So are addresses with a NUL, which PostgreSQL cannot hold in a text.
 */
export function acceptOnlyJson(fastify: FastifyInstance): void {
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(request.url.includes('%00') ? nulInUrl() : undefined);
  });
}

function nulInUrl(): CodedError {
  return new CodedError({
    code: 'nul_in_url',
    status: 400,
    message: 'The address holds a NUL character (%00).',
    where: 'url',
    action: 'Leave it out; no name or id holds one.',
  });
}
