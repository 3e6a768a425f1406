import type { FastifyInstance } from 'fastify';
import { firstValues } from '../http/firstValues.js';
import { toProblemReply } from '../http/toProblemReply.js';
import type { LogPort } from '../ports/logPort.js';
import type { LineageService } from './lineageService.js';

/** Driftline's own path, and those that OpenLineage clients use unless they are told otherwise. */
const PATHS = ['/v1/lineage', '/api/v1/lineage', '/api/v1/lineage/batch'];

/** OpenLineage over HTTP. */
export class LineageRoutes {
  constructor(
    private readonly service: LineageService,
    private readonly log: LogPort,
  ) {}

  /** Adds the routes in a Fastify scope of their own, in which bodies are left on the wire. */
  addTo(fastify: FastifyInstance): void {
    fastify.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, body, done) => done(null, body));
      for (const path of PATHS) {
        scope.post(path, async (request, reply) => {
          try {
            const answer = await this.service.take(firstValues(request.headers), request.raw);
            const type = answer.status === 200 ? 'application/json' : 'application/problem+json';
            await reply.code(answer.status).header('content-type', type).send(JSON.stringify(answer.body));
          } catch (error) {
            const problem = toProblemReply(error, this.log);
            await reply.code(problem.status).headers(problem.headers).send(JSON.stringify(problem.body));
          }
        });
      }
    });
  }
}
