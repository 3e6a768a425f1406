import type { Platform } from '@driftline/platform';
import { createHttpApp } from '@driftline/platform/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from './apiModule.js';
import { serveConsole } from './console/serveConsole.js';
import { serveOpenApi } from './openapi/serveOpenApi.js';

/** The API as a process of its own runs it: REST, events, OpenAPI and the console. */
export async function createApiApp(platform: Platform): Promise<NestFastifyApplication> {
  const app = await createHttpApp(platform, ApiModule.register(platform));
  serveOpenApi(app);
  await serveConsole(app);
  return app;
}
