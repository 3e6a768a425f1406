import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mapRepository } from '../mapRepository.js';
import { openRepository } from './openRepository.js';
import type { Repository } from './repository.js';

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
