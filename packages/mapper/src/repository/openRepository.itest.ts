import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mapRepository } from '../mapRepository.js';
import { openRepository } from './openRepository.js';
import type { AccessOptions, Repository } from './repository.js';
import { repositoryHead } from './repositoryHead.js';
import { GitFolder } from './testing/gitFolder.js';

const LIMITS = { files: 100, cloneBytes: 10_000_000, cloneTime: 20_000 };
const CODE = 'import pandas as pd\npd.read_csv("data/first.csv")\n';

let folder: string;

function git(...args: string[]): string {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'commit.gpgsign=false',
  ];
  return execFileSync('git', ['-C', join(folder, 'repository'), ...identity, ...args], { encoding: 'utf8' });
}

async function textsOf(repository: Repository): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for await (const { file, content } of repository.read(repository.files))
    texts[file.path] = content.toString('utf8');
  return texts;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftline-mapper-'));
  const repository = join(folder, 'repository');
  mkdirSync(join(repository, 'sub'), { recursive: true });
  execFileSync('git', ['init', '-q', '-b', 'main', repository]);
  writeFileSync(join(repository, 'sub', 'read.py'), CODE);
  writeFileSync(join(repository, 'empty.py'), '');
  writeFileSync(join(folder, 'outside.py'), 'secret = 1');
  symlinkSync(join(folder, 'outside.py'), join(repository, 'link.py'));
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  git('tag', 'first');
  writeFileSync(join(repository, 'sub', 'read.py'), CODE.replace('first', 'second'));
  git('commit', '-q', '-am', 'second');
  writeFileSync(join(repository, 'sub', 'read.py'), CODE.replace('first', 'uncommitted'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a Git repository', () => {
  test('is read at HEAD, not from the work tree; links are counted and not followed', async () => {
    const repository = await openRepository(join(folder, 'repository'), 'HEAD', LIMITS);
    expect(repository.commit).toBe(git('rev-parse', 'HEAD').trim());
    expect(repository.skipped).toEqual({ symlink: 1 });
    expect(await textsOf(repository)).toEqual({
      'empty.py': '',
      'sub/read.py': CODE.replace('first', 'second'),
    });
  });

  test('tells where a branch stands', async () => {
    const commit = git('rev-parse', 'HEAD').trim();
    expect(await repositoryHead(join(folder, 'repository'), 'main')).toEqual({ commit, hostKeys: undefined });
    expect((await repositoryHead(join(folder, 'repository', 'sub'), 'HEAD')).commit).toBeNull();
  });

  test('is read at another ref', async () => {
    const map = await mapRepository(join(folder, 'repository'), { ref: 'first', workers: 0 });
    expect(map.datasets.map((each) => each.name)).toEqual(['data/first.csv']);
    expect(map.repository.commit).toBe(git('rev-parse', 'first').trim());
  });

  test('a hook or a command in its configuration does not run', async () => {
    const witness = join(folder, 'witness');
    git('config', 'core.fsmonitor', `touch ${witness}`);
    git('config', 'core.sshCommand', `touch ${witness}`);
    await openRepository(join(folder, 'repository'), 'HEAD', LIMITS);
    expect(() => execFileSync('ls', [witness], { stdio: 'ignore' })).toThrow();
  });
});

describe('a local repository that is made to hurt', () => {
  const make = (name: string): GitFolder => new GitFolder(join(folder, 'hostile', name));
  const commitIn = async (path: string, access: AccessOptions = {}): Promise<string | null> =>
    (await openRepository(path, 'HEAD', LIMITS, access)).commit;

  test('has no filter, hook or text conversion of its configuration run', async () => {
    const [hostile, witness] = [make('filters'), join(folder, 'filtered')];
    hostile.commit({ '.gitattributes': '*.py filter=evil diff=evil export-subst\n', 'read.py': CODE });
    for (const key of ['filter.evil.smudge', 'filter.evil.process', 'diff.evil.textconv', 'core.pager'])
      hostile.git(['config', key, `touch ${witness}`]);
    const map = await mapRepository(hostile.path, { workers: 0 });
    expect(map.datasets.map((each) => each.name)).toEqual(['data/first.csv']);
    expect(existsSync(witness)).toBe(false);
  });

  test('does not fetch what a partial clone left out', async () => {
    const [hostile, witness] = [make('partial'), join(folder, 'fetched')];
    hostile.commit({ 'read.py': CODE });
    const blob = hostile.git(['rev-parse', 'HEAD:read.py']);
    rmSync(join(hostile.path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
    const config = {
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::touch ${witness}`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
    };
    for (const [key, value] of Object.entries(config)) hostile.git(['config', key, value]);
    const map = await mapRepository(hostile.path, { workers: 0 });
    expect(map.datasets).toEqual([]);
    expect(existsSync(witness)).toBe(false);
  });

  test('may be kept from leading to a repository outside of its roots', async () => {
    const outside = new GitFolder(join(folder, 'secret'));
    const commit = outside.commit({ 'read.py': CODE });
    const roots = [join(folder, 'hostile')];
    const linked = join(folder, 'hostile', 'linked');
    mkdirSync(linked);
    writeFileSync(join(linked, '.git'), `gitdir: ${join(outside.path, '.git')}\n`);
    const borrowing = make('borrowing');
    borrowing.commit({ 'read.py': CODE });
    const alternates = join(borrowing.path, '.git', 'objects', 'info', 'alternates');
    writeFileSync(alternates, `${join(outside.path, '.git', 'objects')}\n`);
    expect(await commitIn(linked)).toBe(commit);
    for (const path of [linked, borrowing.path])
      await expect(commitIn(path, { roots })).rejects.toMatchObject({ code: 'repository_not_allowed' });
    rmSync(alternates);
    expect(await commitIn(borrowing.path, { roots })).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('a plain folder', () => {
  test('inside a repository is read from disk', async () => {
    const repository = await openRepository(join(folder, 'repository', 'sub'), 'HEAD', LIMITS);
    expect(repository.commit).toBeNull();
    expect(await textsOf(repository)).toEqual({ 'read.py': CODE.replace('first', 'uncommitted') });
  });
});

describe('refusals are coded', () => {
  const CASES: ReadonlyArray<[string, () => string, string, Partial<typeof LIMITS>, string]> = [
    ['no such folder', () => join(folder, 'nowhere'), 'HEAD', {}, 'repository_not_found'],
    ['a file', () => join(folder, 'outside.py'), 'HEAD', {}, 'repository_not_found'],
    ['no such ref', () => join(folder, 'repository'), 'nowhere', {}, 'ref_not_found'],
    ['a ref that looks like an option', () => join(folder, 'repository'), '--help', {}, 'ref_not_found'],
    ['too many files', () => join(folder, 'repository'), 'HEAD', { files: 1 }, 'repository_too_large'],
    ['a file address', () => `file://${join(folder, 'repository')}`, 'HEAD', {}, 'protocol_not_allowed'],
    ['a command as address', () => 'ext::sh -c true', 'HEAD', {}, 'repository_not_found'],
    ['an address that nobody answers', () => 'http://127.0.0.1:1/x.git', 'HEAD', {}, 'clone_failed'],
  ];

  test.each(CASES)('%s', async (_case, path, ref, limits, code) => {
    await expect(openRepository(path(), ref, { ...LIMITS, ...limits })).rejects.toMatchObject({ code });
  });

  test('a repository without a commit', async () => {
    const empty = join(folder, 'empty');
    execFileSync('git', ['init', '-q', empty]);
    await expect(openRepository(empty, 'HEAD', LIMITS)).rejects.toMatchObject({ code: 'repository_empty' });
  });
});
