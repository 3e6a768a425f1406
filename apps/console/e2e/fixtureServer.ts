import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Incident, IncidentEvent, ServerEvent } from '@driftline/contracts';
import { at, now } from './story/clock.js';
import { deliveries, webhooks } from './story/deliveries.js';
import { fareWindows } from './story/fareWindows.js';
import { flightWindows } from './story/flightWindows.js';
import { incidents as storyIncidents } from './story/incidents.js';
import { failedMap, flightsMap, mapSummaries } from './story/maps.js';
import { models } from './story/models.js';
import { profilesOf } from './story/profiles.js';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

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
  port?: number;
}

type Answer = { status: number; body: unknown };

const problem = (status: number, code: string, detail: string, action: string): Answer => ({
  status,
  body: {
    type: `/docs/reference/errors#${code}`,
    title: code.replaceAll('_', ' '),
    status,
    code,
    detail,
    action,
  },
});

const page = (items: readonly unknown[]): Answer => ({ status: 200, body: { items, nextCursor: null } });

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** A small api with seeded answers of the contract's shapes, which also serves the built console. */
export async function startFixtureServer(options: FixtureOptions): Promise<FixtureServer> {
  const empty = options.scenario === 'empty';
  const windows: Record<string, ReturnType<typeof flightWindows>> = {
    'flight-delay': flightWindows(),
    'fare-quote': fareWindows(),
  };
  let incidents = options.scenario === 'story' ? structuredClone(storyIncidents) : [];
  const shownModels = empty
    ? []
    : options.scenario === 'quiet'
      ? models.map((model) => ({ ...model, openIncidents: 0 }))
      : models;
  const hooks = empty ? [] : [...webhooks];
  const listeners = new Set<ServerResponse>();
  let failure: { prefix: string; status: number } | undefined;
  let mapsMade = 0;

  const tell = (event: ServerEvent) => {
    for (const listener of listeners)
      listener.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`);
  };
  const changeIncident = (id: string, change: Partial<Incident>, entry?: Omit<IncidentEvent, 'at'>) => {
    incidents = incidents.map((incident) =>
      incident.id === id
        ? {
            ...incident,
            ...change,
            history: entry ? [...incident.history, { at: now, ...entry }] : incident.history,
          }
        : incident,
    );
    tell({ kind: 'incident', id, model: null, at: now });
  };

  const act = (id: string, action: string, body: Record<string, unknown>): Answer => {
    const by = login.email;
    if (action === 'acknowledge') {
      changeIncident(id, { status: 'acknowledged' }, { kind: 'acknowledged', text: 'Acknowledged', by });
    } else if (action === 'resolve') {
      changeIncident(id, { status: 'resolved', closedAt: now }, { kind: 'resolved', text: 'Resolved', by });
    } else if (action === 'assign') {
      const email = typeof body.email === 'string' ? body.email : null;
      changeIncident(
        id,
        { assignee: email },
        { kind: 'updated', text: `Assigned to ${email ?? 'nobody'}`, by },
      );
    } else if (action === 'comment') {
      changeIncident(id, {}, { kind: 'commented', text: String(body.text), by });
    }
    return { status: 200, body: incidents.find((incident) => incident.id === id) };
  };

  const modelAnswer = (name: string, part: string | undefined, query: URLSearchParams): Answer => {
    const model = shownModels.find((candidate) => candidate.name === name);
    if (model === undefined) {
      return problem(
        404,
        'model_not_found',
        `No model is called ${name}.`,
        'See GET /v1/models for the names.',
      );
    }
    if (part === 'profiles') return { status: 200, body: profilesOf(query.get('column') ?? '') };
    if (part !== 'windows') return { status: 200, body: model };
    const from = at(query.get('from') ?? '1970-01-01');
    const to = at(query.get('to') ?? '2999-01-01');
    return page((windows[name] ?? []).filter((window) => at(window.end) > from && at(window.start) < to));
  };

  const answer = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const [, , resource = '', id, part] = url.pathname.split('/').map(decodeURIComponent);
    const signedIn = request.headers.cookie?.includes('session=fixture') ?? false;
    if (resource === 'session' && request.method === 'POST') {
      const body = await readBody(request);
      return body.email === login.email && body.password === login.password
        ? { status: 200, body: { user: { email: login.email, role: 'admin' } } }
        : problem(401, 'wrong_credentials', 'Email and password do not match.', 'Check both and try again.');
    }
    if (!signedIn) return problem(401, 'not_signed_in', 'This needs a session.', 'Sign in.');
    if (resource === 'session') {
      return request.method === 'DELETE'
        ? { status: 204, body: undefined }
        : { status: 200, body: { user: { email: login.email, role: 'admin' } } };
    }
    if (failure !== undefined && url.pathname.startsWith(failure.prefix)) {
      return problem(
        failure.status,
        'event_store_unavailable',
        'The event store does not answer.',
        'It restarts by itself; try again in a minute, or run driftline doctor.',
      );
    }
    if (resource === 'status') {
      return { status: 200, body: { version: '0.1.0', clock: { now, simulated: !empty }, queues: {} } };
    }
    if (resource === 'models')
      return id === undefined ? page(shownModels) : modelAnswer(id, part, url.searchParams);
    if (resource === 'incidents') {
      if (id === undefined) return page(incidents);
      if (part !== undefined) return act(id, part, await readBody(request));
      const incident = incidents.find((candidate) => candidate.id === id);
      return incident === undefined
        ? problem(
            404,
            'incident_not_found',
            `There is no incident ${id}.`,
            'It may have been removed by retention.',
          )
        : { status: 200, body: incident };
    }
    if (resource === 'maps') {
      if (request.method === 'POST') {
        const body = await readBody(request);
        if (body.repository === '/nowhere') {
          return problem(
            422,
            'repository_not_found',
            '/nowhere is no Git repository.',
            'Give the path of a checkout, or a URL.',
          );
        }
        mapsMade += 1;
        return { status: 202, body: { id: 'map_1' } };
      }
      if (id === undefined) return page(empty && mapsMade === 0 ? [] : mapSummaries);
      return { status: 200, body: id === 'map_0' ? failedMap : flightsMap };
    }
    if (resource === 'deliveries') {
      const incident = url.searchParams.get('incident');
      const all = empty ? [] : deliveries;
      return page(incident === null ? all : all.filter((delivery) => delivery.incidentId === incident));
    }
    if (resource === 'webhooks') {
      if (request.method === 'GET') return page(hooks);
      const body = await readBody(request);
      const hook = { id: `wh_${hooks.length + 1}`, url: String(body.url), enabled: true, createdAt: now };
      hooks.push(hook);
      return { status: 201, body: { ...hook, secret: 'whsec_fixture' } };
    }
    return problem(404, 'not_found', `There is nothing at ${url.pathname}.`, 'See /v1/openapi.json.');
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fixture');
    if (url.pathname === '/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
      response.write(': hello\n\n');
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
      return;
    }
    if (url.pathname.startsWith('/v1/')) {
      void answer(request, url).then(({ status, body }) => {
        const headers: Record<string, string> = {
          'content-type': status >= 400 ? 'application/problem+json' : 'application/json',
        };
        if (url.pathname === '/v1/session' && request.method === 'POST' && status === 200) {
          headers['set-cookie'] = 'session=fixture; HttpOnly; SameSite=Strict; Path=/';
        }
        if (request.method === 'DELETE') headers['set-cookie'] = 'session=; Max-Age=0; Path=/';
        response.writeHead(status, headers).end(body === undefined ? undefined : JSON.stringify(body));
      });
      return;
    }
    sendFile(response, url.pathname);
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    fail: (prefix, status) => {
      failure = { prefix, status };
    },
    repair: () => {
      failure = undefined;
    },
    changeIncident: (id, change) => changeIncident(id, change),
    close: () =>
      new Promise((done) => {
        for (const listener of listeners) listener.end();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function sendFile(response: ServerResponse, path: string): void {
  const wanted = join(dist, normalize(path));
  const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}
