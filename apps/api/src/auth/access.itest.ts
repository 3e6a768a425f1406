import { hashPassword, hashSessionToken, newSessionToken } from '@driftline/platform';
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

const reads = [
  '/v1/models',
  '/v1/models/none',
  '/v1/models/none/windows',
  '/v1/models/none/profiles?column=a&from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z',
  '/v1/incidents',
  '/v1/incidents/none',
  '/v1/maps',
  '/v1/maps/none',
  '/v1/lineage',
  '/v1/deliveries',
  '/v1/webhooks',
  '/v1/status',
  '/v1/jobs/failed',
];
const edits = [
  ['POST', '/v1/incidents/none/acknowledge'],
  ['POST', '/v1/incidents/none/assign'],
  ['POST', '/v1/incidents/none/comment'],
  ['POST', '/v1/incidents/none/resolve'],
  ['POST', '/v1/maps'],
  ['GET', '/v1/dependency-map?repository=none'],
  ['POST', '/v1/deliveries/none/redeliver'],
] as const;
const managed = [
  ['GET', '/v1/api-keys'],
  ['POST', '/v1/api-keys'],
  ['DELETE', '/v1/api-keys/none'],
  ['POST', '/v1/webhooks'],
  ['DELETE', '/v1/webhooks/none'],
  ['POST', '/v1/jobs/failed/none/retry'],
] as const;
const all = [
  ...reads.map((path) => ['GET', path] as const),
  ['GET', '/v1/events'] as const,
  ...edits,
  ...managed,
];
const REFUSED = [401, 403];

describe('without credentials', () => {
  it.each(all)('%s %s asks for them', async (method, path) => {
    const reply = await api.call(method, path, { key: null });
    expectProblem(reply, 401, 'not_signed_in');
    expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="driftline"');
  });
});

describe('with an API key that may only ingest', () => {
  it.each(all)('%s %s is forbidden', async (method, path) => {
    expectProblem(await api.call(method, path, { key: api.keys.ingest }), 403, 'not_allowed');
  });
});

describe('with an API key that may read', () => {
  it.each(reads)('GET %s is allowed', async (path) => {
    expect(REFUSED).not.toContain((await api.call('GET', path, { key: api.keys.read })).status);
  });

  it.each([...edits, ...managed])('%s %s is forbidden', async (method, path) => {
    expectProblem(await api.call(method, path, { key: api.keys.read }), 403, 'not_allowed');
  });
});

describe('with an API key of an administrator', () => {
  it.each([...edits, ...managed])('%s %s is allowed', async (method, path) => {
    // A folder outside the roots is forbidden to everybody, with a code of its own.
    const { status, body } = await api.call(method, path);
    expect(REFUSED.includes(status) ? body : {}).not.toMatchObject({ code: 'not_allowed' });
    expect(status).not.toBe(401);
  });
});

describe('with a wrong key', () => {
  it.each([
    ['an unknown key', 'Bearer dl_wrong'],
    ['no key after Bearer', 'Bearer '],
    ['another scheme', 'Basic dXNlcjpwYXNz'],
    ['a key of absurd length', `Bearer ${'x'.repeat(5000)}`],
  ])('%s is refused', async (_case, authorization) => {
    const reply = await api.call('GET', '/v1/models', { key: null, headers: { authorization } });
    expectProblem(reply, 401, 'api_key_invalid');
  });

  it('a session beside it does not help', async () => {
    const cookie = await api.signIn('beside', 'admin');
    const reply = await api.call('GET', '/v1/models', { key: 'dl_wrong', headers: { cookie } });
    expectProblem(reply, 401, 'api_key_invalid');
  });
});

describe('a session', () => {
  const current = (cookie: string) => api.call('GET', '/v1/session', { key: null, headers: { cookie } });

  it('begins with the right password, is told by its cookie, and ends with signing out', async () => {
    const cookie = await api.signIn('ann', 'editor');
    expect(await current(cookie)).toMatchObject({
      status: 200,
      body: { user: { email: 'ann', role: 'editor' } },
    });
    const out = await api.call('DELETE', '/v1/session', { key: null, headers: { cookie } });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^driftline_session=; .*Max-Age=0/);
    expectProblem(await current(cookie), 401, 'not_signed_in');
  });

  it.each([
    ['over plain HTTP', {}, false],
    ['behind a proxy that speaks TLS', { 'x-forwarded-proto': 'https' }, true],
  ])('has a cookie that scripts and other sites cannot use, %s', async (name, headers, secure) => {
    await api.signIn(name, 'viewer');
    const body = { email: name, password: 'correct horse battery staple' };
    const reply = await api.call('POST', '/v1/session', { key: null, body, headers });
    const attributes = (reply.headers.get('set-cookie') ?? '').split('; ');
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']));
    expect(attributes.includes('Secure')).toBe(secure);
  });

  it.each([
    ['has expired', Date.now() - 1, 401],
    ['lives', Date.now() + 60_000, 200],
  ])('that %s answers so', async (state, expiresAt, status) => {
    const { database } = api.platform;
    const user = await database.users.create({
      name: state,
      passwordHash: await hashPassword('p'),
      role: 'viewer',
    });
    const { token, hash } = newSessionToken();
    expect(hashSessionToken(token)).toBe(hash);
    await database.sessions.create({ tokenHash: hash, userId: user.id, expiresAt });
    expect((await current(`driftline_session=${token}`)).status).toBe(status);
  });

  it.each([
    ['viewer', 403, 403],
    ['editor', 404, 403],
    ['admin', 404, 404],
  ] as const)('of a %s may do what the role may', async (role, edit, manage) => {
    const headers = { cookie: await api.signIn(`role ${role}`, role) };
    const acknowledged = await api.call('POST', '/v1/incidents/none/acknowledge', { key: null, headers });
    expect(acknowledged.status).toBe(edit);
    const deleted = await api.call('DELETE', '/v1/webhooks/none', { key: null, headers });
    expect(deleted.status).toBe(manage);
  });
});

describe('signing in', () => {
  const signIn = (email: unknown, password: unknown) =>
    api.call('POST', '/v1/session', { key: null, body: { email, password } });

  it('says the same of a wrong password and of an unknown name', async () => {
    await api.signIn('bob', 'viewer');
    const [wrong, unknown] = [await signIn('bob', 'wrong'), await signIn('nobody', 'wrong')];
    expectProblem(wrong, 401, 'wrong_credentials');
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['no name', undefined, 'p'],
    ['an empty name', '', 'p'],
    ['a number as password', 'bob', 7],
    ['a name with NUL', 'a\0b', 'p'],
  ])('with %s is refused as input', async (_case, email, password) => {
    expectProblem(await signIn(email, password), 400, 'invalid_input');
  });

  it('lets ten of many tries at once through, then asks to wait', async () => {
    const replies = await Promise.all(Array.from({ length: 14 }, () => signIn('guessed', 'wrong')));
    const limited = replies.filter(({ status }) => status === 429);
    expect(limited).toHaveLength(4);
    for (const reply of limited) expectProblem(reply, 429, 'too_many_sign_ins');
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(800);
    expectProblem(await signIn('another', 'wrong'), 401, 'wrong_credentials');
  });
});
