import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mapRepository } from '../mapRepository.js';
import { openRepository } from './openRepository.js';
import { remoteHead } from './remoteHead.js';
import type { RemoteOptions } from './repository.js';
import { GitFolder } from './testing/gitFolder.js';
import { type GitServer, type GitServerOptions, startGitServer } from './testing/gitServer.js';

const LIMITS = { files: 100, cloneBytes: 10_000_000, cloneTime: 20_000 };
const CODE = 'import pandas as pd\npd.read_csv("data/first.csv")\n';
const TOKEN = 'token-that-nobody-may-see';

let root: string;
let first: string;
const servers: GitServer[] = [];

async function serve(options: GitServerOptions = {}): Promise<GitServer> {
  const server = await startGitServer(root, options);
  servers.push(server);
  return server;
}

async function commitAt(url: string, ref = 'HEAD', remote: RemoteOptions = {}): Promise<string | null> {
  const repository = await openRepository(url, ref, LIMITS, remote);
  await repository.close();
  return repository.commit;
}

const leftBehind = (): string[] => readdirSync(join(root, 'tmp'));

/** Arguments of every process of the machine, as `ps` shows them. */
function commandLines(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'driftline-served-'));
  await mkdir(join(root, 'tmp'));
  vi.stubEnv('TMPDIR', join(root, 'tmp'));
  const repository = new GitFolder(join(root, 'repository'));
  first = repository.commit({ 'read.py': CODE });
  repository.git(['tag', 'v1']);
  repository.commit({ 'read.py': CODE.replace('first', 'second') });
  repository.git(['branch', 'feed']);
  new GitFolder(join(root, 'empty'));
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  await rm(root, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

describe('a server', () => {
  test.each([
    ['a branch', 'main', 'second'],
    ['a tag', 'v1', 'first'],
    ['its default branch', 'HEAD', 'second'],
    ['a branch that could be an abbreviated commit', 'feed', 'second'],
    ['an expression', 'main~1', 'first'],
    ['an expression of HEAD', 'HEAD~1', 'first'],
  ])('is read at %s', async (_case, ref, file) => {
    const server = await serve();
    const map = await mapRepository(`${server.url}/repository`, { ref, workers: 0 });
    expect(map.datasets.map(({ name }) => name)).toEqual([`data/${file}.csv`]);
  });

  test.each([
    ['whole', (id: string) => id],
    ['abbreviated', (id: string) => id.slice(0, 9)],
  ])('is read at a commit that is no tip, given %s', async (_case, spell) => {
    const server = await serve();
    expect(await commitAt(`${server.url}/repository`, spell(first))).toBe(first);
  });

  test('is asked for the head of a branch without fetching', async () => {
    const server = await serve();
    const { commit, hostKeys } = await remoteHead(`${server.url}/repository`, 'main');
    expect({ commit, hostKeys }).toEqual({
      commit: await commitAt(`${server.url}/repository`),
      hostKeys: undefined,
    });
    await expect(remoteHead(`${server.url}/repository`, 'none')).rejects.toMatchObject({
      code: 'ref_not_found',
    });
  });
});

describe('a clear coded answer', () => {
  test.each([
    ['a missing ref', 'repository', 'nowhere', 'ref_not_found'],
    ['a missing commit', 'repository', `${'0'.repeat(39)}1`, 'ref_not_found'],
    ['a ref that looks like an option', 'repository', '--upload-pack=touch /tmp/x', 'ref_not_found'],
    ['a ref with NUL', 'repository', 'a\0b', 'ref_not_found'],
    ['an empty repository', 'empty', 'HEAD', 'repository_empty'],
    ['an expression on an empty repository', 'empty', 'HEAD~1', 'repository_empty'],
    ['what is no repository', 'nothing-here', 'HEAD', 'repository_not_found'],
  ])('for %s', async (_case, path, ref, code) => {
    const server = await serve();
    await expect(openRepository(`${server.url}/${path}`, ref, LIMITS)).rejects.toMatchObject({ code });
    expect(leftBehind()).toEqual([]);
    if (ref.startsWith('-')) expect(server.requests).toEqual([]);
  });

  test('for too many files', async () => {
    const server = await serve();
    const opening = openRepository(`${server.url}/repository`, 'HEAD', { ...LIMITS, files: 0 });
    await expect(opening).rejects.toMatchObject({ code: 'repository_too_large' });
  });
});

describe('redirects', () => {
  const redirectTo = (location: string): GitServerOptions => ({
    intercept: (_request, response) => {
      response.writeHead(302, { location }).end();
      return true;
    },
  });

  test.each(['file:///etc', 'ssh://127.0.0.1/x', 'git://127.0.0.1/x', 'ftp://127.0.0.1/x'])(
    'to %s are refused',
    async (location) => {
      const server = await serve(redirectTo(location));
      await expect(commitAt(`${server.url}/x`)).rejects.toMatchObject({ code: 'repository_redirected' });
    },
  );

  test('to another host are refused, and it hears nothing', async () => {
    const other = await serve();
    const server = await serve(redirectTo(`${other.url}/repository/info/refs?service=git-upload-pack`));
    const remote: RemoteOptions = { credential: { kind: 'token', token: TOKEN } };
    await expect(commitAt(`${server.url}/x`, 'HEAD', remote)).rejects.toMatchObject({
      code: 'repository_redirected',
    });
    expect(other.requests).toEqual([]);
  });

  test('to the same name with .git are understood, as GitLab makes them', async () => {
    const intercept: GitServerOptions['intercept'] = (request, response) => {
      const path = request.url ?? '';
      if (path.startsWith('/repository.git/')) request.url = path.replace('.git', '');
      else response.writeHead(301, { location: path.replace('/repository', '/repository.git') }).end();
      return !path.startsWith('/repository.git/');
    };
    const server = await serve({ intercept });
    expect(await commitAt(`${server.url}/repository`, 'v1')).toBe(first);
  });
});

describe('a private repository', () => {
  test('is refused without asking anybody for a password', async () => {
    const server = await serve({ user: `x-access-token:${TOKEN}` });
    await expect(commitAt(`${server.url}/repository`)).rejects.toMatchObject({
      code: 'repository_access_denied',
    });
  });

  test('is read with a token, which no command line shows', async () => {
    const lines: string[] = [];
    const server = await serve({
      user: `reader:${TOKEN}`,
      intercept: () => {
        lines.push(commandLines());
        return false;
      },
    });
    const credential = { kind: 'token', token: TOKEN, username: 'reader' } as const;
    expect(await commitAt(`${server.url}/repository`, 'v1', { credential })).toBe(first);
    expect(lines.join()).toContain('fetch');
    expect(lines.join()).not.toContain(TOKEN);
    expect(lines.join()).not.toContain(Buffer.from(`reader:${TOKEN}`).toString('base64'));
  });

  test('refuses a wrong token, which no error shows', async () => {
    const server = await serve({ user: 'x-access-token:right' });
    const credential = { kind: 'token', token: TOKEN } as const;
    const error: unknown = await commitAt(`${server.url}/repository`, 'HEAD', { credential }).catch(
      (each) => each,
    );
    expect(error).toMatchObject({ code: 'repository_access_denied' });
    expect(JSON.stringify(error) + String(error)).not.toContain(TOKEN);
  });
});

describe('limits', () => {
  test('a server that never answers is left, and so is nothing of git', async () => {
    let closed: Promise<unknown> | undefined;
    const server = await serve({
      intercept: (request) => {
        closed = once(request.socket, 'close');
        return true;
      },
    });
    const opening = openRepository(`${server.url}/x`, 'HEAD', { ...LIMITS, cloneTime: 700 });
    await expect(opening).rejects.toMatchObject({ code: 'repository_timeout' });
    await closed;
  });

  test('who stops waiting stops the clone', async () => {
    const stop = new AbortController();
    const server = await serve({
      intercept: () => {
        stop.abort();
        return true;
      },
    });
    const opening = openRepository(`${server.url}/x`, 'HEAD', LIMITS, { signal: stop.signal });
    await expect(opening).rejects.toMatchObject({ code: 'repository_timeout' });
  });

  test('a large repository is stopped and removed', async () => {
    new GitFolder(join(root, 'large')).commit({ 'large.bin': randomBytes(3_000_000) });
    const server = await serve();
    const opening = openRepository(`${server.url}/large`, 'HEAD', { ...LIMITS, cloneBytes: 1_000_000 });
    await expect(opening).rejects.toMatchObject({ code: 'repository_too_large', status: 413 });
    expect(leftBehind()).toEqual([]);
  });

  test('ten trees that stand for ten billion files are given up at once', async () => {
    const bomb = new GitFolder(join(root, 'bomb'));
    let object = bomb.git(['hash-object', '-w', '--stdin'], 'x');
    for (let level = 0; level < 10; level += 1) {
      const [mode, type] = level === 0 ? ['100644', 'blob'] : ['040000', 'tree'];
      const entries = Array.from({ length: 10 }, (_each, index) => `${mode} ${type} ${object}\td${index}\n`);
      object = bomb.git(['mktree'], entries.join(''));
    }
    bomb.git(['update-ref', 'refs/heads/main', bomb.git(['commit-tree', object, '-m', 'bomb'])]);
    const server = await serve();
    const opening = openRepository(`${server.url}/bomb`, 'HEAD', { ...LIMITS, files: 10_000 });
    await expect(opening).rejects.toMatchObject({ code: 'repository_too_large' });
  });
});

describe('what a repository names', () => {
  test('as submodule or LFS object is not fetched', async () => {
    const server = await serve();
    const naming = new GitFolder(join(root, 'naming'));
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5\n`;
    naming.commit({
      '.gitattributes': '*.csv filter=lfs diff=lfs merge=lfs\n*.py filter=evil\n',
      '.gitmodules': `[submodule "s"]\n\tpath = s\n\turl = ${server.url}/repository\n`,
      '.lfsconfig': `[lfs]\n\turl = ${server.url}/lfs\n`,
      'large.py': pointer,
      'read.py': CODE,
    });
    naming.git(['update-index', '--add', '--cacheinfo', `160000,${first},s`]);
    naming.git(['commit', '-q', '-m', 'submodule']);
    const map = await mapRepository(`${server.url}/naming`, { workers: 0 });
    expect(map.datasets.map(({ name }) => name)).toEqual(['data/first.csv']);
    expect(map.statistics.skipped).toMatchObject({ submodule: 1, 'lfs-pointer': 1 });
    expect(server.requests.map(({ path }) => path).filter((path) => !path.startsWith('/naming/'))).toEqual(
      [],
    );
  });
});
