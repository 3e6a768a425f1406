import { type WireFormat, wireFormats } from '@driftline/formats';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IngestService } from '../ingest/ingestService.js';
import type { LogPort } from '../ports/logPort.js';
import { firstValues } from './firstValues.js';
import { toProblemReply } from './toProblemReply.js';

/** The paths of every wire format over HTTP. */
export class IngestRoutes {
  constructor(
    private readonly service: IngestService,
    private readonly log: LogPort,
  ) {}

  /**
   * Adds the routes in a Fastify scope of their own, in which bodies are left on the wire, so that controllers of
   * other modules in the same process keep their JSON parser.
   */
  addTo(fastify: FastifyInstance): void {
    fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
      for (const format of wireFormats) {
        for (const path of Object.keys(format.paths)) {
          scope.post(path, (request, reply) => this.answer(format, path, request, reply));
        }
      }
    });
  }

  private async answer(
    format: WireFormat,
    path: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const kind = format.paths[path] ?? 'predictions';
    try {
      const headers = firstValues(request.headers);
      const answer = await this.service.ingest({ format, kind, headers, body: request.raw });
      if (answer.replayed) reply.header('idempotency-replayed', 'true');
      reply.header('content-type', answer.status === 200 ? 'application/json' : 'application/problem+json');
      await reply.code(answer.status).send(JSON.stringify(answer.body));
    } catch (error) {
      const problem = toProblemReply(error, this.log);
      await reply.code(problem.status).headers(problem.headers).send(JSON.stringify(problem.body));
    }
  }
}
