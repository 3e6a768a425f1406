import { deliverySchema, pageSchema, type WebhookEndpoint } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';
import { iso, openIncident } from '../testing/facts.js';

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

const URL_OF_RECEIVER = 'https://receiver.example.org/alerts';
const create = async (url = URL_OF_RECEIVER) => {
  const { body } = await api.call('POST', '/v1/webhooks', { body: { url } });
  return body as WebhookEndpoint & { secret: string };
};

describe('webhooks', () => {
  it('show their secret once, and keep it sealed', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32,}=*$/);
    const list = await api.call('GET', '/v1/webhooks');
    expect(list.body).toMatchObject({ items: [{ id, url: URL_OF_RECEIVER, enabled: true }] });
    expect(JSON.stringify(list.body)).not.toContain(secret.slice(6));
    const stored = JSON.stringify(await api.platform.database.webhooks.list());
    expect(stored).not.toContain(secret.slice(6));
  });

  it('are forgotten when deleted', async () => {
    const { id } = await create();
    expect((await api.call('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
    expectProblem(await api.call('DELETE', `/v1/webhooks/${id}`), 404, 'webhook_not_found');
  });

  it.each([
    ['no URL', {}],
    ['another protocol', { url: 'ftp://example.org/' }],
    ['a script', { url: 'javascript:alert(1)' }],
    ['half a URL', { url: 'example.org/alerts' }],
    ['a URL with a password', { url: 'https://user:pass@example.org/' }],
    ['a URL beyond the limit', { url: `https://example.org/${'x'.repeat(2000)}` }],
  ])('refuse %s', async (_case, body) => {
    expectProblem(await api.call('POST', '/v1/webhooks', { body }), 400, 'invalid_input');
  });
});

describe('the delivery log', () => {
  let endpoint: WebhookEndpoint;
  let incident: string;
  let ids: string[];

  beforeAll(async () => {
    endpoint = await create();
    incident = await openIncident(api.platform, 'delivered', 1);
    const payload = { type: 'incident.opened' as const, timestamp: iso(1), data: {} };
    const delivery = { endpointId: endpoint.id, event: payload.type, payload };
    ids = await api.platform.database.deliveries.create([
      { ...delivery, incidentId: incident },
      { ...delivery, incidentId: null },
    ]);
  });

  it.each([
    ['all', () => '', 2],
    ['of an incident', () => `incident=${incident}`, 1],
    ['of an endpoint', () => `endpoint=${endpoint.id}`, 2],
    ['of another endpoint', () => 'endpoint=none', 0],
    ['a page', () => 'limit=1', 1],
  ])('lists %s', async (_case, query, count) => {
    const { body } = await api.call('GET', `/v1/deliveries?${query()}`);
    expect(pageSchema(deliverySchema).parse(body).items).toHaveLength(count);
  });

  it('refuses a limit that is none', async () => {
    expectProblem(await api.call('GET', '/v1/deliveries?limit=501'), 400, 'invalid_input');
  });

  it('is sent again only when it is finished', async () => {
    const [id = ''] = ids;
    const { database } = api.platform;
    const again = () => api.call('POST', `/v1/deliveries/${id}/redeliver`);
    expectProblem(await again(), 409, 'delivery_not_finished');
    const attempt = { at: Date.now(), responseStatus: 500, error: 'HTTP 500', durationMs: 1 };
    await database.deliveries.claim(id, Date.now(), 1000);
    await database.deliveries.record(id, attempt, { status: 'failed', nextAttemptAt: null });
    expect(await again()).toMatchObject({ status: 202, body: { id } });
    expect(await database.deliveries.get(id)).toMatchObject({ status: 'pending' });
    expect((await api.platform.queue.counts()).deliverAlert.waiting).toBe(1);
    expectProblem(await api.call('POST', '/v1/deliveries/none/redeliver'), 404, 'delivery_not_found');
  });
});
