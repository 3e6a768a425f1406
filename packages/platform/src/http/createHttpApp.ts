import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../platform/platform.js';
import { acceptOnlyJson } from './acceptOnlyJson.js';
import { OperationController } from './operationController.js';
import { PLATFORM } from './platformToken.js';
import { ProblemFilter } from './problemFilter.js';
import { sendProblem } from './sendProblem.js';
import { setSecurityHeaders } from './setSecurityHeaders.js';

const BODY_LIMIT = 1024 * 1024;
/** Longest name or id in a path, percent-encoded; Fastify's own 100 is less than a model's name may have. */
const MAX_PARAM_LENGTH = 8192;
const LOG_LEVELS = ['error', 'warn', 'fatal'] as const;

/**
 * A Nest application on Fastify with what every process has: problem+json errors, security headers, health, readiness
 * and metrics.
 */
export async function createHttpApp(
  platform: Platform,
  module: DynamicModule,
): Promise<NestFastifyApplication> {
  const root: DynamicModule = {
    ...module,
    providers: [...(module.providers ?? []), { provide: PLATFORM, useValue: platform }],
    controllers: [...(module.controllers ?? []), OperationController],
  };
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: true,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    // Addresses that the router cannot read never reach a hook or a filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      setSecurityHeaders(request, reply);
      sendProblem(error, request, reply, platform.log);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: [...LOG_LEVELS],
    abortOnError: false,
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter(platform.log));
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply);
    done();
  });
  acceptOnlyJson(fastify);
  fastify.addHook('onResponse', (request, reply, done) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: String(reply.statusCode),
    };
    platform.metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
    done();
  });
  return app;
}
