import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';

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

interface Created {
  id: string;
  key: string;
  prefix: string;
}
const create = async (body: unknown) => (await api.call('POST', '/v1/api-keys', { body })).body as Created;

describe('API keys', () => {
  it('are shown once and work at once', async () => {
    const { id, key, prefix } = await create({ name: 'dashboards', scopes: ['read'] });
    expect(key.startsWith(prefix)).toBe(true);
    expect((await api.call('GET', '/v1/models', { key })).status).toBe(200);
    const { body } = await api.call('GET', '/v1/api-keys');
    const { items } = body as { items: { id: string }[] };
    expect(items.find((each) => each.id === id)).toMatchObject({
      name: 'dashboards',
      scopes: ['read'],
      prefix,
    });
    expect(JSON.stringify(body)).not.toContain(key);
  });

  it('stop working when revoked, and stay in the list', async () => {
    const { id, key } = await create({ name: 'gone', scopes: ['admin'] });
    expect((await api.call('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expectProblem(await api.call('GET', '/v1/models', { key }), 401, 'api_key_invalid');
    expectProblem(await api.call('DELETE', `/v1/api-keys/${id}`), 404, 'api_key_not_found');
    const { body } = await api.call('GET', '/v1/api-keys');
    const { items } = body as { items: { id: string; revokedAt: string | null }[] };
    expect(items.find((each) => each.id === id)?.revokedAt).toMatch(/Z$/);
  });

  it.each([
    ['no name', { scopes: ['read'] }],
    ['an empty name', { name: '', scopes: ['read'] }],
    ['no scopes', { name: 'a', scopes: [] }],
    ['an unknown scope', { name: 'a', scopes: ['root'] }],
    ['a scope beside the list', { name: 'a', scopes: 'read' }],
  ])('refuse %s', async (_case, body) => {
    expectProblem(await api.call('POST', '/v1/api-keys', { body }), 400, 'invalid_input');
  });

  it('are made and revoked on the record, without the key', async () => {
    const { id, key } = await create({ name: 'recorded', scopes: ['ingest'] });
    await api.call('DELETE', `/v1/api-keys/${id}`);
    const entries = (await api.platform.database.audit.list()).filter(({ subject }) => subject === id);
    expect(entries.map(({ action }) => action)).toEqual(['api-key.revoke', 'api-key.create']);
    expect(entries[1]?.details).toEqual({ name: 'recorded', scopes: ['ingest'] });
    expect(JSON.stringify(entries)).not.toContain(key);
  });
});
