import { createServer, type ServerResponse } from 'node:http';
import type { Incident, ServerEvent } from '@driftline/contracts';
import { createFixtureApi } from './fixtureApi.js';
import { sendFile } from './sendFile.js';
import { now } from './story/clock.js';

export const login = { email: 'admin@example.com', password: 'correct horse' };

export interface FixtureServer {
  url: string;
  /** Answers every request whose path starts with the prefix with this status, until `repair`. */
  fail: (prefix: string, status: number) => void;
  repair: () => void;
  /** Changes an incident as another person would, and tells the event stream. */
  changeIncident: (id: string, change: Partial<Incident>) => void;
  close: () => Promise<void>;
}

export interface FixtureOptions {
  /** `story`: six months of flights. `empty`: a Driftline that nothing was sent to. `quiet`: models without incidents. */
  scenario: 'story' | 'empty' | 'quiet';
  role?: 'admin' | 'editor' | 'viewer';
  port?: number;
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((done) => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

/** A small api with seeded answers of the contract's shapes, which also serves the built console. */
export async function startFixtureServer(options: FixtureOptions): Promise<FixtureServer> {
  const listeners = new Set<ServerResponse>();
  const tell = (event: ServerEvent) => {
    for (const listener of listeners) listener.write(`data: ${JSON.stringify(event)}\n\n`);
  };
  const api = createFixtureApi({ ...options, login, tell });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (url.pathname === '/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      response.write(': hello\n\n');
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
    } else if (url.pathname.startsWith('/v1/')) {
      void api.handle(request, url).then(({ status, body, cookie }) => {
        const type = status >= 400 ? 'application/problem+json' : 'application/json';
        response.writeHead(status, { 'content-type': type, ...(cookie ? { 'set-cookie': cookie } : {}) });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    } else {
      sendFile(response, url.pathname);
    }
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}`,
    fail: api.fail,
    repair: api.repair,
    changeIncident: (id, change) => {
      api.changeIncident(id, change);
      tell({ kind: 'incident', id, model: null, at: now });
    },
    close: () =>
      new Promise((done) => {
        for (const listener of listeners) listener.end();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
