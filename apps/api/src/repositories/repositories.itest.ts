import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RegisteredRepository, registeredRepositorySchema } from '@driftline/contracts';
import { registrationSecrets } from '@driftline/platform';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';

const PUBLIC = 'https://93.184.215.14';
const TOKEN = 'token-that-nobody-may-see';

let servers: TestServers;
let api: ApiOnServers;
let base: string;
let count = 0;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'driftline-registered-')));
  await mkdir(join(base, 'root/pipeline'), { recursive: true });
  servers = await startTestServers();
  api = await apiOnServers(servers, { DRIFTLINE_MAP_ROOTS: join(base, 'root') });
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
  await rm(base, { recursive: true });
});

type Created = RegisteredRepository & { pushSecret: string };
const newUrl = () => {
  count += 1;
  return `${PUBLIC}/team/churn${count}.git`;
};
async function register(body: Record<string, unknown> = {}): Promise<Created> {
  const reply = await api.call('POST', '/v1/repositories', { body: { url: newUrl(), ...body } });
  expect({ status: reply.status, body: reply.body }).toMatchObject({ status: 201 });
  return reply.body as Created;
}

describe('registering', () => {
  it('shows the push secret once and the credential never, and has the branch looked at', async () => {
    const waiting = async () => (await api.platform.queue.counts()).pollRepository.waiting;
    const before = await waiting();
    const { pushSecret, ...shown } = await register({
      branch: 'main',
      schedule: '*/10 * * * *',
      credential: { kind: 'token', token: TOKEN },
    });
    expect(registeredRepositorySchema.parse(shown)).toMatchObject({
      branch: 'main',
      schedule: '*/10 * * * *',
      credential: 'token',
      commit: null,
      lastError: null,
      nextCheckAt: expect.any(String),
    });
    expect(await waiting()).toBe(before + 1);
    const replies = [
      await api.call('GET', '/v1/repositories'),
      await api.call('GET', `/v1/repositories/${shown.id}`),
    ];
    const stored = await api.platform.database.registrations.get(shown.id);
    const all = JSON.stringify([replies.map(({ body }) => body), stored]);
    expect(all).toContain(shown.url);
    for (const secret of [TOKEN, pushSecret]) expect(all).not.toContain(secret);
    expect(stored && registrationSecrets.openCredential(api.platform.secretBox, stored)).toMatchObject({
      token: TOKEN,
    });
  });

  it('takes a folder below a root, and HEAD every hour unless told', async () => {
    const shown = await register({ url: join(base, 'root/pipeline') });
    expect(shown).toMatchObject({ branch: 'HEAD', schedule: '1h', credential: null });
  });

  it.each([
    ['a folder outside the roots', { url: '/etc' }, 403, 'repository_not_allowed'],
    ['an address inside', { url: 'http://127.0.0.1:1/x.git' }, 422, 'outgoing_url_refused'],
    ['an address with a password', { url: 'https://a:b@93.184.215.14/x' }, 422, 'repository_url_invalid'],
    ['a schedule that is none', { url: `${PUBLIC}/a`, schedule: 'often' }, 422, 'schedule_invalid'],
    [
      'a token for ssh',
      { url: 'ssh://git@93.184.215.14/x', credential: { kind: 'token', token: TOKEN } },
      422,
      'repository_credential_unfit',
    ],
    ['ssh without a key', { url: 'ssh://git@93.184.215.14/x' }, 422, 'repository_credential_unfit'],
    ['a credential of no kind', { url: `${PUBLIC}/a`, credential: { token: TOKEN } }, 400, 'invalid_input'],
    ['no address', {}, 400, 'invalid_input'],
  ])('refuses %s', async (_case, body, status, code) => {
    const reply = await api.call('POST', '/v1/repositories', { body });
    expectProblem(reply, status, code);
    expect(JSON.stringify(reply.body)).not.toContain(TOKEN);
  });

  it('refuses the same branch of the same address twice', async () => {
    const { url } = await register();
    expectProblem(
      await api.call('POST', '/v1/repositories', { body: { url } }),
      409,
      'repository_registered',
    );
    await register({ url, branch: 'other' });
  });

  it('is for administrators; looking is for readers', async () => {
    const { id } = await register();
    const options = { key: api.keys.read };
    expect((await api.call('GET', `/v1/repositories/${id}`, options)).status).toBe(200);
    for (const method of ['PATCH', 'DELETE'])
      expectProblem(
        await api.call(method, `/v1/repositories/${id}`, { ...options, body: {} }),
        403,
        'not_allowed',
      );
  });
});

describe('changing', () => {
  it('replaces schedule and credential, and forgets the host keys that were learnt', async () => {
    const { id } = await register({
      url: 'git@93.184.215.14:team/x.git',
      credential: { kind: 'sshKey', privateKey: 'k' },
    });
    const { registrations } = api.platform.database;
    await registrations.checked(id, Date.now(), null, 'host ssh-ed25519 AAAA');
    const credential = { kind: 'sshKey', privateKey: TOKEN };
    const reply = await api.call('PATCH', `/v1/repositories/${id}`, { body: { schedule: null, credential } });
    expect(reply.body).toMatchObject({ schedule: null, nextCheckAt: null, credential: 'sshKey' });
    expect(JSON.stringify(reply.body)).not.toContain(TOKEN);
    expect(await registrations.get(id)).toMatchObject({ hostKeys: null });
  });

  it('to another branch has that mapped whatever its commit', async () => {
    const { id } = await register({ branch: 'main' });
    await api.platform.database.registrations.moved(id, 'c1');
    const reply = await api.call('PATCH', `/v1/repositories/${id}`, { body: { branch: 'release' } });
    expect(reply.body).toMatchObject({ branch: 'release', commit: null });
  });

  it('makes a new push secret, and refuses the old', async () => {
    const { id, pushSecret } = await register();
    const { body } = await api.call('PATCH', `/v1/repositories/${id}`, { body: { renewPushSecret: true } });
    const fresh = (body as Created).pushSecret;
    expect(fresh).toMatch(/^dlp_[\w-]{40,}$/);
    expect((await push(id, fresh)).status).toBe(202);
    expectProblem(await push(id, pushSecret), 401, 'push_not_verified');
  });

  it('leaves the address alone', async () => {
    const { id, url } = await register();
    await api.call('PATCH', `/v1/repositories/${id}`, { body: { url: `${PUBLIC}/elsewhere` } });
    expect((await api.call('GET', `/v1/repositories/${id}`)).body).toMatchObject({ url });
  });

  it.each(['GET', 'PATCH', 'DELETE'])('%s of an unknown one', async (method) => {
    const body = method === 'PATCH' ? {} : undefined;
    expectProblem(
      await api.call(method, '/v1/repositories/none', { body }),
      404,
      'repository_not_registered',
    );
  });

  it('forgets one that is deleted', async () => {
    const { id } = await register();
    expect((await api.call('DELETE', `/v1/repositories/${id}`)).status).toBe(204);
    expectProblem(await api.call('GET', `/v1/repositories/${id}/maps`), 404, 'repository_not_registered');
  });
});

/** A push as GitHub sends it. */
async function push(
  id: string,
  secret: string,
  { branch = 'main', commit = 'a'.repeat(40), delivery = `d${Math.random()}`, size = 0 } = {},
) {
  const body = JSON.stringify({
    ref: `refs/heads/${branch}`,
    after: commit,
    repository: { default_branch: 'main' },
    padding: 'x'.repeat(size),
    spelling: 'ü',
  }).replace('ü', '\\u00fc');
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return await api.call('POST', `/v1/repositories/${id}/push`, {
    key: null,
    body,
    headers: {
      'x-github-event': 'push',
      'x-github-delivery': delivery,
      'x-hub-signature-256': `sha256=${signature}`,
    },
  });
}

describe('a push', () => {
  it('has the repository looked at, once for each delivery', async () => {
    const { id, pushSecret } = await register();
    const delivery = `delivery of ${id}`;
    expect(await push(id, pushSecret, { delivery })).toMatchObject({
      status: 202,
      body: { status: 'queued' },
    });
    expect(await push(id, pushSecret, { delivery })).toMatchObject({
      status: 202,
      body: { status: 'duplicate' },
    });
  });

  it.each([
    ['to another branch', { branch: 'feature' }, 'ignored'],
    ['that removed the branch', { commit: '0'.repeat(40) }, 'ignored'],
    ['of a commit that was seen', { commit: 'b'.repeat(40) }, 'unchanged'],
    ['of two megabytes', { size: 2_000_000 }, 'queued'],
  ])('%s', async (_case, given, status) => {
    const { id, pushSecret } = await register({ branch: 'main' });
    await api.platform.database.registrations.moved(id, 'b'.repeat(40));
    expect((await push(id, pushSecret, given)).body).toMatchObject({ status });
  });

  it('is taken from GitLab by its token and from Azure DevOps by its password', async () => {
    const { id, pushSecret } = await register();
    const send = async (headers: Record<string, string>, body: unknown) =>
      (await api.call('POST', `/v1/repositories/${id}/push`, { key: null, headers, body })).body;
    const gitlab = { 'x-gitlab-event': 'Push Hook', 'x-gitlab-token': pushSecret };
    const project = { default_branch: 'main' };
    const pushed = { object_kind: 'push', ref: 'refs/heads/main', after: 'c'.repeat(40), project };
    expect(await send(gitlab, pushed)).toMatchObject({ status: 'queued' });
    const azure = { authorization: `Basic ${Buffer.from(`x:${pushSecret}`).toString('base64')}` };
    const resource = {
      refUpdates: [{ name: 'refs/heads/main', newObjectId: 'd'.repeat(40) }],
      repository: { defaultBranch: 'refs/heads/main' },
    };
    expect(await send(azure, { id: 'e1', eventType: 'git.push', resource })).toMatchObject({
      status: 'queued',
    });
  });

  it('that proves nothing gets one answer, whatever is wrong with it', async () => {
    const { id } = await register();
    const answers = await Promise.all([
      push(id, 'wrong'),
      push('unknown', 'wrong'),
      api.call('POST', `/v1/repositories/${id}/push`, { key: null, body: {} }),
      api.call('POST', `/v1/repositories/${id}/push`, { body: {} }),
    ]);
    for (const answer of answers) expectProblem(answer, 401, 'push_not_verified');
  });
});
