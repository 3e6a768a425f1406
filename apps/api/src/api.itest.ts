import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from './testing/apiOnServers.js';
import { expectProblem } from './testing/expectProblem.js';

let servers: TestServers;
let api: ApiOnServers;

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

describe('what nobody can answer', () => {
  it.each([
    ['an unknown route', 'GET', '/v1/none', 404, 'no_such_route'],
    ['an unknown route outside the API', 'GET', '/none', 404, 'no_such_route'],
    ['another method', 'PUT', '/v1/models', 404, 'no_such_route'],
    ['an address that cannot be decoded', 'GET', '/v1/models/%zz', 400, 'bad_request'],
    ['a NUL in the path', 'GET', '/v1/models/a%00b', 400, 'nul_in_url'],
    ['a name beyond every limit', 'GET', `/v1/models/${'x'.repeat(9000)}`, 414, 'bad_request'],
  ])('%s', async (_case, method, path, status, code) => {
    expectProblem(await api.call(method, path), status, code);
  });

  it.each([
    ['half a JSON', '{"name":', 'application/json', 400, 'bad_request'],
    ['no JSON', 'name=a', 'application/json', 400, 'bad_request'],
    ['an empty body that says it is JSON', '', 'application/json', 400, 'bad_request'],
    ['a prototype', '{"__proto__":{"admin":true}}', 'application/json', 400, 'bad_request'],
    ['a form', 'name=a', 'application/x-www-form-urlencoded', 415, 'content_type_unsupported'],
    ['plain text', '{"name":"a"}', 'text/plain', 415, 'content_type_unsupported'],
    ['XML', '<a/>', 'application/xml', 415, 'content_type_unsupported'],
    [
      'a body beyond the limit',
      JSON.stringify({ name: 'x'.repeat(1_100_000) }),
      'application/json',
      413,
      'body_too_large',
    ],
  ])('a body with %s', async (_case, body, type, status, code) => {
    const reply = await api.call('POST', '/v1/api-keys', { body, headers: { 'content-type': type } });
    expectProblem(reply, status, code);
  });
});

describe('operation', () => {
  it('/healthz answers without credentials', async () => {
    expect(await api.call('GET', '/healthz', { key: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  it('/readyz says what is wrong until a worker consumes jobs, and again when none does', async () => {
    const { settings } = api.platform.database;
    const jobs = async () => {
      const { status, body } = await api.call('GET', '/readyz', { key: null });
      return [status, (body as { checks: Record<string, string> }).checks];
    };
    expect(await jobs()).toEqual([503, { facts: 'ok', events: 'ok', jobs: 'no worker has started yet' }]);
    await settings.set('worker.lastSweepAt', Date.now());
    expect(await jobs()).toEqual([200, { facts: 'ok', events: 'ok', jobs: 'ok' }]);
    await settings.set('worker.lastSweepAt', Date.now() - 60_000);
    expect(await jobs()).toMatchObject([503, { jobs: 'no worker has consumed jobs lately' }]);
  });

  it('/metrics counts requests by route, not by address', async () => {
    await api.call('GET', '/v1/models/some-name-or-other');
    const { body, headers } = await api.call('GET', '/metrics', { key: null });
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(body).toMatch(/route="\/v1\/models\/:name",status="404"/);
    expect(body).not.toContain('some-name-or-other');
  });

  it('/v1/status tells version, clock and queues', async () => {
    const { body } = await api.call('GET', '/v1/status');
    expect(body).toMatchObject({
      clock: { simulated: false },
      queues: { sweep: { waiting: 0, active: 0, delayed: 0, failed: 0 } },
    });
  });

  it('/v1/lineage tells jobs, runs and datasets', async () => {
    expect((await api.call('GET', '/v1/lineage')).body).toMatchObject({ jobs: [], datasets: [] });
  });

  it('/v1/jobs/failed is empty, and a job that is none is not replayed', async () => {
    expect((await api.call('GET', '/v1/jobs/failed')).body).toEqual({ items: [] });
    expectProblem(await api.call('POST', '/v1/jobs/failed/sweep:7/retry'), 404, 'job_not_failed');
  });
});

describe('headers that protect people in browsers', () => {
  it.each([
    ['a page of the console', '/incidents/x.y', 'text/html'],
    ['the page of the API', '/docs', 'text/html'],
    ['an answer', '/v1/models', 'application/json'],
    ['an unknown route', '/v1/none', 'application/json'],
    ['a refusal', '/v1/models?from=%00', 'application/json'],
    ['a stream of events', '/v1/events', 'text/event-stream'],
  ])('are on %s', async (_case, path, accept) => {
    const abort = new AbortController();
    const headers = { accept, authorization: `Bearer ${api.keys.read}` };
    const reply = await fetch(api.url + path, { headers, signal: abort.signal });
    abort.abort();
    expect(reply.headers.get('content-security-policy')).toMatch(
      /script-src 'self';.*frame-ancestors 'none'/,
    );
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  it('keep answers out of caches', async () => {
    expect((await api.call('GET', '/v1/models')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('the console', () => {
  const page = (path: string) => api.call('GET', path, { key: null, headers: { accept: 'text/html' } });

  it.each(['/', '/incidents', '/models/with.dots', '/models/with%2Fslash?tab=windows'])(
    'answers to %s with its page',
    async (path) => {
      const { status, headers, body } = await page(path);
      expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('<div id="root">') });
      expect(headers.get('cache-control')).toBe('no-cache');
    },
  );

  it('serves the scripts that its page names', async () => {
    const { body } = await page('/');
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(String(body)) ?? [];
    const reply = await api.call('GET', script, { key: null });
    expect(reply.headers.get('content-type')).toMatch(/javascript/);
  });

  it.each(['/assets/../../package.json', '/assets/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json'])(
    'gives away nothing outside its folder: %s',
    async (path) => {
      const { status } = await api.call('GET', path, { key: null });
      expect([400, 403, 404]).toContain(status);
    },
  );
});
