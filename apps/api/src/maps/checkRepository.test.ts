import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRepository } from './checkRepository.js';

let base: string;
const at = (path: string) => join(base, path);

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'driftline-roots-')));
  await mkdir(at('root/repository'), { recursive: true });
  await mkdir(at('rootless'));
  await mkdir(at('outside'));
  await writeFile(at('outside/secret'), '');
  await symlink(at('root/repository'), at('root/inner'));
  await symlink(at('outside'), at('root/outer'));
  await symlink(at('root'), at('link-to-root'));
});
afterAll(() => rm(base, { recursive: true }));

const check = (repository: string, roots: string[], allowPrivate = false) =>
  checkRepository(repository, { roots, allowPrivate });

describe('a folder below a root', () => {
  it.each([
    ['below it', 'root/repository', 'root', 'root/repository'],
    ['the root itself', 'root', 'root', 'root'],
    ['by a way that leads back', 'root/../root/repository', 'root', 'root/repository'],
    ['by a link inside', 'root/inner', 'root', 'root/repository'],
    ['of a root that is a link', 'root/repository', 'link-to-root', 'root/repository'],
    ['of a root with a slash at its end', 'root/repository', 'root/', 'root/repository'],
  ])('%s is read at its real path', async (_case, path, root, expected) => {
    expect(await check(at(path), [at(root)])).toBe(at(expected));
  });

  it('is any folder when the root of the disk is one', async () => {
    expect(await check(at('outside'), ['/'])).toBe(at('outside'));
  });
});

describe('a folder that may not be read', () => {
  it.each([
    ['without roots', 'root/repository', []],
    ['outside', 'outside', ['root']],
    ['beside, with the name of the root as its beginning', 'rootless', ['root']],
    ['above', '.', ['root']],
    ['by a way that leads out', 'root/../outside', ['root']],
    ['by a link that leads out', 'root/outer', ['root']],
    ['through a link that leads out', 'root/outer/secret', ['root']],
    ['below a root that does not exist', 'outside', ['missing']],
    ['missing', 'root/missing', ['root']],
    ['with a NUL', 'root/\0', ['root']],
  ])('%s', async (_case, path, roots) => {
    await expect(check(path === '' ? '' : `${base}/${path}`, roots.map(at))).rejects.toMatchObject({
      code: 'repository_not_allowed',
      status: 403,
    });
  });

  it('gets the same answer whether it exists or not', async () => {
    const messages = await Promise.all(
      ['outside/secret', 'outside/none'].map((path) =>
        check(at(path), [at('root')]).catch((error: Error) => error.message.replace(at(path), 'PATH')),
      ),
    );
    expect(messages[0]).toBe(messages[1]);
  });
});

describe('an address', () => {
  const PUBLIC = '93.184.215.14';

  it.each([
    [`https://${PUBLIC}/owner/name.git`],
    [`HTTPS://${PUBLIC}/owner/name`],
    [`http://${PUBLIC}:8080/name`],
    [`ssh://git@${PUBLIC}/owner/name.git`],
    [`git@${PUBLIC}:owner/name.git`],
  ])('%s is taken as it is', async (url) => {
    expect(await check(url, [])).toBe(url);
  });

  it.each([
    ['loopback', 'http://127.0.0.1:3210/name', 'outgoing_url_refused'],
    ['loopback in IPv6', 'https://[::1]/name', 'outgoing_url_refused'],
    ['cloud metadata', 'http://169.254.169.254/latest', 'outgoing_url_refused'],
    ['a private network over ssh', 'ssh://git@10.0.0.1/name', 'outgoing_url_refused'],
    ['a private network, in short', 'git@192.168.1.1:name', 'outgoing_url_refused'],
    ['a number that means loopback', 'http://2130706433/name', 'outgoing_url_refused'],
    ['credentials', `https://user:token@${PUBLIC}/name`, 'repository_url_invalid'],
    ['a token as user', `https://token@${PUBLIC}/name`, 'repository_url_invalid'],
    ['a file', 'file:///etc', 'repository_url_invalid'],
    ['the git protocol', `git://${PUBLIC}/name`, 'repository_url_invalid'],
    ['no port', `https://${PUBLIC}:none/name`, 'repository_url_invalid'],
  ])('with %s is refused', async (_case, url, code) => {
    await expect(check(url, ['/'])).rejects.toMatchObject({ code });
  });

  it('of a private network is taken where that is allowed', async () => {
    expect(await check('http://127.0.0.1:1/name', [], true)).toBe('http://127.0.0.1:1/name');
  });
});
