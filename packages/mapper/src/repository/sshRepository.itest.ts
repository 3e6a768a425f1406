import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openRepository } from './openRepository.js';
import { remoteHead } from './remoteHead.js';
import { GitFolder } from './testing/gitFolder.js';
import { newSshKey, type SshServer, startSshServer } from './testing/sshServer.js';

const LIMITS = { files: 100, cloneBytes: 10_000_000, cloneTime: 20_000 };
const [host, deploy, stranger] = [newSshKey(), newSshKey(), newSshKey()];

let root: string;
let commit: string;
let server: SshServer;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'driftline-served-'));
  await mkdir(join(root, 'tmp'));
  vi.stubEnv('TMPDIR', join(root, 'tmp'));
  commit = new GitFolder(join(root, 'repository')).commit({ 'read.py': '' });
  server = await startSshServer(root, host.private, deploy.public);
});
afterAll(async () => {
  await server?.stop();
  await rm(root, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const withKey = (privateKey: string, knownHosts?: string) => ({
  credential: { kind: 'sshKey', privateKey, knownHosts } as const,
});

test('a deploy key reads, the key of the host is learnt, and no key is left behind', async () => {
  const head = await remoteHead(`${server.url}/repository`, 'main', withKey(deploy.private));
  expect(head.commit).toBe(commit);
  expect(head.hostKeys).toContain(host.public.split(' ')[1]);
  const repository = await openRepository(
    `${server.url}/repository`,
    'main',
    LIMITS,
    withKey(deploy.private, head.hostKeys),
  );
  expect(repository.commit).toBe(commit);
  await repository.close();
  expect(readdirSync(join(root, 'tmp'))).toEqual([]);
});

test('only the key that was given is offered', async () => {
  server.offered.length = 0;
  const opening = openRepository(`${server.url}/repository`, 'main', LIMITS, withKey(stranger.private));
  await expect(opening).rejects.toMatchObject({ code: 'repository_access_denied' });
  expect(new Set(server.offered)).toEqual(new Set([stranger.public.split(' ')[1]]));
});

test('a host that shows another key than the one known is refused before any key is offered', async () => {
  server.offered.length = 0;
  const port = new URL(server.url).port;
  const known = `[127.0.0.1]:${port} ${stranger.public.split(' ').slice(0, 2).join(' ')}`;
  const asking = remoteHead(`${server.url}/repository`, 'main', withKey(deploy.private, known));
  await expect(asking).rejects.toMatchObject({ code: 'host_key_refused' });
  expect(server.offered).toEqual([]);
});

test('a text that is no key is a refusal, not a question', async () => {
  const asking = remoteHead(`${server.url}/repository`, 'main', withKey('no key'));
  await expect(asking).rejects.toMatchObject({ code: 'repository_access_denied' });
});
