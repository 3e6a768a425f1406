import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepositoryCredential } from '@driftline/contracts';
import { loadConfig, newId, openPlatform, type Platform, registrationSecrets } from '@driftline/platform';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../sweep/sweep.js';
import { buildMap } from './buildMap.js';
import { pollRepository } from './pollRepository.js';

let servers: TestServers;
let platform: Platform;
let folder: string;

const git = (...args: string[]): string =>
  execFileSync(
    'git',
    ['-C', join(folder, 'churn'), '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args],
    { encoding: 'utf8' },
  ).trim();

async function commit(...sources: string[]): Promise<string> {
  const reads = sources.map((source, index) => `d${index} = pd.read_csv("${source}")`).join('\n');
  const code = `import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n${reads}\nm = LogisticRegression()\nm.fit(pd.concat([${sources.map((_, index) => `d${index}`).join(', ')}]), d0.y)\n`;
  await writeFile(join(folder, 'churn', 'train.py'), code);
  git('add', '--all');
  git('commit', '-q', '-m', 'change');
  return git('rev-parse', 'HEAD');
}

async function register(url: string, credential: RepositoryCredential | null = null): Promise<string> {
  const { secretBox, database } = platform;
  const id = newId();
  await database.registrations.create({
    id,
    url,
    branch: 'main',
    schedule: '1h',
    credentialKind: credential?.kind ?? null,
    sealedCredential: registrationSecrets.sealCredential(secretBox, id, credential),
    sealedPushSecret: registrationSecrets.sealPushSecret(secretBox, id, 'push'),
    nextCheckAt: Date.now(),
  });
  return id;
}

/** Asks, and makes every map that this led to. */
async function poll(id: string): Promise<void> {
  await pollRepository(platform, id);
  for (const map of await platform.database.maps.unfinished()) await buildMap(platform, map.id);
}

const registered = async (id: string) => await platform.database.registrations.get(id);

beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(() => servers.stop());
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'driftline-watch-')));
  await mkdir(join(folder, 'churn'));
  git('init', '-q', '-b', 'main');
  const { url, username, password, database } = servers.clickhouse;
  const config = loadConfig({
    DATABASE_URL: await servers.freshDatabase(),
    CLICKHOUSE_URL: Object.assign(new URL(`/${database}`, url), { username, password }).href,
    DRIFTLINE_SECRET: 'a secret of thirty-two characters and more',
    DRIFTLINE_ALLOW_PRIVATE_WEBHOOKS: 'true',
    DRIFTLINE_MAP_ROOTS: folder,
    DRIFTLINE_LOG_LEVEL: 'silent',
  });
  platform = await openPlatform({ process: 'worker', config, ephemeral: true });
});
afterEach(async () => {
  await platform.close();
  await rm(folder, { recursive: true });
});

describe('a registered repository', () => {
  it('is mapped when its branch moved, and compared with the map before', async () => {
    const first = await commit('data/a.csv');
    const id = await register(join(folder, 'churn'));
    await poll(id);
    const second = await commit('data/a.csv', 'data/b.csv');
    await poll(id);
    const maps = await platform.database.maps.ofRegistered(id);
    expect(maps).toMatchObject([
      {
        commit: second,
        status: 'done',
        base: maps[1]?.id,
        counts: { source: { appeared: 1, vanished: 0 }, dependency: { appeared: 1 } },
        models: [expect.any(String)],
      },
      { commit: first, status: 'done', base: null, counts: null },
    ]);
    const diff = await platform.database.maps.difference(maps[0]?.id ?? '');
    expect(diff?.models[0]?.summary).toContain('data/b.csv appeared');
    expect(diff).toMatchObject({ base: { id: maps[1]?.id, commit: first }, head: { id: maps[0]?.id } });
  });

  it('is not mapped again while its branch stays', async () => {
    await commit('data/a.csv');
    const id = await register(join(folder, 'churn'));
    await poll(id);
    const before = Date.now();
    await poll(id);
    expect(await platform.database.maps.ofRegistered(id)).toHaveLength(1);
    const { checkedAt, nextCheckAt } = (await registered(id)) ?? {};
    expect(checkedAt).toBeGreaterThanOrEqual(before);
    expect(nextCheckAt).toBe((checkedAt ?? 0) + 3_600_000);
  });

  it('is mapped at the commit that was seen, although the branch moved on since', async () => {
    const first = await commit('data/a.csv');
    const id = await register(join(folder, 'churn'));
    await pollRepository(platform, id);
    await commit('data/b.csv');
    const [map] = await platform.database.maps.unfinished();
    await buildMap(platform, map?.id ?? '');
    expect((await platform.database.maps.get(map?.id ?? ''))?.repository?.commit).toBe(first);
  });

  it('shows why it cannot be read and since when, waits longer each time, and recovers', async () => {
    const id = await register(join(folder, 'churn'));
    const before = Date.now();
    await poll(id);
    const once = await registered(id);
    expect(once).toMatchObject({ lastError: expect.stringMatching(/no commit|no ref/), failures: 1 });
    expect(once?.failingSince).toBeGreaterThanOrEqual(before);
    await poll(id);
    const twice = await registered(id);
    expect(twice).toMatchObject({ failures: 2, failingSince: once?.failingSince });
    expect((twice?.nextCheckAt ?? 0) - Date.now()).toBeGreaterThan(90_000);
    await commit('data/a.csv');
    await poll(id);
    expect(await registered(id)).toMatchObject({ lastError: null, failingSince: null, failures: 0 });
  });

  it('is asked for by the sweep when it is due', async () => {
    const id = await register(join(folder, 'churn'));
    await sweep(platform);
    await sweep(platform);
    expect((await platform.queue.counts()).pollRepository).toMatchObject({ waiting: 1 });
    await platform.database.registrations.update(id, { nextCheckAt: Date.now() + 60_000 });
    expect(await platform.database.registrations.due(Date.now())).toEqual([]);
  });

  it('that was forgotten meanwhile is not asked for', async () => {
    const id = await register(join(folder, 'churn'));
    await platform.database.registrations.delete(id);
    await poll(id);
    expect(await platform.database.maps.list()).toEqual([]);
  });
});

describe('a private repository', () => {
  const TOKEN = 'token-that-nobody-may-see';
  let server: Server;
  const seen: (string | undefined)[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  it('is asked for with its credential, which neither row nor error shows', async () => {
    const { port } = server.address() as AddressInfo;
    const id = await register(`http://127.0.0.1:${port}/churn.git`, { kind: 'token', token: TOKEN });
    await poll(id);
    expect(seen).toContain(`Basic ${Buffer.from(`x-access-token:${TOKEN}`).toString('base64')}`);
    const stored = await registered(id);
    expect(stored?.lastError).toMatch(/credentials/);
    expect(JSON.stringify(stored)).not.toContain(TOKEN);
  });
});

it('a name that has come to mean an inner address is not asked', async () => {
  const config = { ...platform.config, allowPrivateWebhooks: false };
  const id = await register('http://127.0.0.1:1/churn.git');
  await pollRepository({ ...platform, config }, id);
  expect((await registered(id))?.lastError).toMatch(/does not send/);
});
