import type { IncomingMessage } from 'node:http';
import type { Incident, ServerEvent } from '@driftline/contracts';
import { type Answer, ok, problem } from './answers.js';
import type { FixtureRequest } from './fixtureRequest.js';
import { incidentAnswers } from './incidentAnswers.js';
import { modelAnswers } from './modelAnswers.js';
import { repositoryAnswers } from './repositoryAnswers.js';
import { settingsAnswers } from './settingsAnswers.js';
import { now } from './story/clock.js';
import { largeMap } from './story/largeMap.js';
import { flightsDiff, noDiff } from './story/mapDiff.js';
import { failedMap, flightsMap, mapSummaries } from './story/maps.js';

export interface FixtureApiOptions {
  scenario: 'story' | 'empty' | 'quiet';
  role?: 'admin' | 'editor' | 'viewer';
  login: { email: string; password: string };
  tell: (event: ServerEvent) => void;
}

export interface FixtureApi {
  handle: (request: IncomingMessage, url: URL) => Promise<Answer>;
  fail: (prefix: string, status: number) => void;
  repair: () => void;
  changeIncident: (id: string, change: Partial<Incident>) => void;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += chunk;
  const body: unknown = text === '' ? {} : JSON.parse(text);
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function mapAnswers(empty: boolean, { method, id, part, body }: FixtureRequest): Answer {
  if (method === 'POST') {
    return body.repository === '/nowhere'
      ? problem(
          403,
          'repository_not_allowed',
          '/nowhere may not be mapped.',
          'Name a URL, or a folder below DRIFTLINE_MAP_ROOTS.',
        )
      : ok({ id: 'map_1', status: 'queued' }, 202);
  }
  if (id === undefined) return ok({ items: empty ? [] : mapSummaries });
  if (part === 'diff') return ok(id === 'map_2' ? flightsDiff : noDiff);
  if (id === 'map_large') return ok(largeMap);
  return ok(id === 'map_0' ? failedMap : flightsMap);
}

/** The routes of the fixture. State lives as long as the server. */
export function createFixtureApi({ scenario, role = 'admin', login, tell }: FixtureApiOptions): FixtureApi {
  const empty = scenario === 'empty';
  const user = { user: { email: login.email, role } };
  const incidents = incidentAnswers(scenario === 'story', login.email, tell);
  const settings = settingsAnswers(empty);
  const models = modelAnswers(empty);
  let failure: { prefix: string; status: number } | undefined;

  const session = ({ method, body }: FixtureRequest): Answer => {
    if (method === 'DELETE') return { status: 204, body: undefined, cookie: 'session=; Max-Age=0; Path=/' };
    if (method === 'GET') return ok(user);
    return body.email === login.email && body.password === login.password
      ? { status: 200, body: user, cookie: 'session=fixture; HttpOnly; SameSite=Strict; Path=/' }
      : problem(401, 'wrong_credentials', 'The e-mail or the password is wrong.', 'Try again.');
  };

  const routes: Record<string, (request: FixtureRequest) => Answer> = {
    session,
    status: () => ok({ version: '0.1.0', clock: { now, simulated: !empty }, queues: {} }),
    models,
    incidents: incidents.answer,
    maps: (request) => mapAnswers(empty, request),
    repositories: repositoryAnswers(empty),
    deliveries: settings.deliveries,
    webhooks: settings.webhooks,
    'api-keys': settings.apiKeys,
  };

  const handle = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    const [, , resource = '', id, part] = url.pathname.split('/').map(decodeURIComponent);
    const method = request.method ?? 'GET';
    const signingIn = resource === 'session' && method === 'POST';
    if (!signingIn && !request.headers.cookie?.includes('session=fixture')) {
      return problem(401, 'not_signed_in', 'This needs a session.', 'Sign in.');
    }
    if (failure !== undefined && url.pathname.startsWith(failure.prefix)) {
      const action = 'It restarts by itself; try again in a minute, or run driftline doctor.';
      return problem(failure.status, 'event_store_unavailable', 'The event store does not answer.', action);
    }
    const route = routes[resource];
    if (route === undefined)
      return problem(404, 'not_found', `There is nothing at ${url.pathname}.`, 'See /v1/openapi.json.');
    return route({ method, id, part, query: url.searchParams, body: await readBody(request) });
  };

  return {
    handle,
    fail: (prefix, status) => {
      failure = { prefix, status };
    },
    repair: () => {
      failure = undefined;
    },
    changeIncident: incidents.change,
  };
}
