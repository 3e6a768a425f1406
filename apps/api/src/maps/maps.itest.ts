import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storedMapSchema } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';

let servers: TestServers;
let api: ApiOnServers;
let base: string;

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'driftline-maps-')));
  await mkdir(join(base, 'root/pipeline'), { recursive: true });
  await mkdir(join(base, 'outside'));
  await symlink(join(base, 'outside'), join(base, 'root/outer'));
  servers = await startTestServers();
  api = await apiOnServers(servers, { DRIFTLINE_MAP_ROOTS: join(base, 'root') });
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
  await rm(base, { recursive: true });
});

const ask = (body: unknown) => api.call('POST', '/v1/maps', { body });

describe('POST /v1/maps', () => {
  it('queues a map of a folder below a root, and lists it', async () => {
    const repository = join(base, 'root/pipeline');
    const { status, body } = await ask({ repository });
    expect({ status, body }).toMatchObject({ status: 202, body: { status: 'queued' } });
    const { id } = body as { id: string };
    const map = await api.call('GET', `/v1/maps/${id}`);
    expect(storedMapSchema.parse(map.body)).toEqual({ id, status: 'queued', error: null });
    const list = await api.call('GET', '/v1/maps');
    expect(list.body).toMatchObject({
      items: [{ id, repository: { path: repository, commit: null }, models: null }],
    });
    expect(await api.platform.database.maps.summary(id)).toMatchObject({ ref: 'HEAD' });
  });

  it('queues a map of several folders together', async () => {
    const repositories = [join(base, 'root/pipeline'), join(base, 'root')];
    const { status, body } = await ask({ repositories, ref: 'main' });
    expect(status).toBe(202);
    const { id } = body as { id: string };
    expect(await api.platform.database.maps.summary(id)).toMatchObject({
      joined: repositories,
      repository: repositories.join(' + '),
      ref: 'main',
    });
  });

  it('refuses several folders when one of them may not be mapped', async () => {
    const repositories = [join(base, 'root/pipeline'), join(base, 'outside')];
    expectProblem(await ask({ repositories }), 403, 'repository_not_allowed');
  });

  it('shows why a map failed', async () => {
    const { body } = await ask({ repository: join(base, 'root/pipeline'), ref: 'v1' });
    const { id } = body as { id: string };
    await api.platform.database.maps.fail(id, 'the repository has no ref v1');
    expect((await api.call('GET', `/v1/maps/${id}`)).body).toEqual({
      id,
      status: 'failed',
      error: 'the repository has no ref v1',
    });
  });

  it.each([
    ['outside the roots', 'outside'],
    ['by a way that leads out', 'root/pipeline/../../outside'],
    ['by a link that leads out', 'root/outer'],
    ['that does not exist', 'root/none'],
  ])('refuses a folder %s', async (_case, path) => {
    const repository = `${base}/${path}`;
    expectProblem(await ask({ repository }), 403, 'repository_not_allowed');
    const inOneCall = await api.call('GET', `/v1/dependency-map?repository=${repository}`);
    expectProblem(inOneCall, 403, 'repository_not_allowed');
  });

  it.each([
    ['an address inside', { repository: 'http://127.0.0.1:1/x.git' }, 422, 'outgoing_url_refused'],
    [
      'an address with a password',
      { repository: 'https://a:b@93.184.215.14/x' },
      422,
      'repository_url_invalid',
    ],
    ['a file as address', { repository: 'file:///etc' }, 422, 'repository_url_invalid'],
    ['no repository', {}, 400, 'invalid_input'],
    ['one and several repositories', { repository: '/', repositories: ['/'] }, 400, 'invalid_input'],
    ['a repository with NUL among several', { repositories: ['/', '/\0'] }, 403, 'repository_not_allowed'],
    ['an empty repository', { repository: '' }, 400, 'invalid_input'],
    ['a repository with NUL', { repository: '/\0' }, 400, 'invalid_input'],
    ['an empty ref', { repository: '/', ref: '' }, 400, 'invalid_input'],
    ['no object', '[]', 400, 'invalid_input'],
  ])('refuses %s', async (_case, body, status, code) => {
    const reply = await ask(body);
    expectProblem(reply, status, code);
  });
});

describe('GET', () => {
  it('/v1/maps/{id} of an unknown id', async () => {
    expectProblem(await api.call('GET', '/v1/maps/none'), 404, 'map_not_found');
  });

  it.each(['', 'ref=HEAD', 'repository='])('/v1/dependency-map?%s names what is missing', async (query) => {
    expectProblem(await api.call('GET', `/v1/dependency-map?${query}`), 400, 'invalid_input');
  });
});
