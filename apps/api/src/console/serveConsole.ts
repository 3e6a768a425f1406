import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** The console as Vite built it. */
const consoleFolder = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Paths that are not the console's: the API's, the documents', health, and files with the hash of their content. */
const OTHERS = /^\/(v1|docs|healthz|readyz|metrics|assets)(\/|$)/;

/**
 * Serves the built console at `/`. Its routes live in the browser, so any other path that asks for a page gets
 * index.html; names in it may hold dots.
 */
export async function serveConsole(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(consoleFolder)) return;
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, { root: consoleFolder, prefix: '/', wildcard: false, maxAge: '1h' });
  fastify.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?')[0] ?? '/';
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (isPage && !OTHERS.test(path)) {
      reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
      return;
    }
    done();
  });
}
