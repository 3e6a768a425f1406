import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DependencyMap } from '@driftline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapRepository } from './mapRepository.js';

const SOURCE = fileURLToPath(new URL('./resolver/fixtures', import.meta.url));

let root: string;
let repository: string;
let cache: string;

function git(...args: string[]): void {
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  execFileSync('git', ['-C', repository, ...person, ...args], { stdio: 'ignore' });
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'map-repository-'));
  repository = join(root, 'repository');
  cache = join(root, 'cache');
  cpSync(SOURCE, repository, { recursive: true });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'all fixtures');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function withoutTime(map: DependencyMap): string {
  return JSON.stringify({ ...map, statistics: { ...map.statistics, seconds: 0 } });
}

test('the same commit gives the same map, whatever the number of threads', async () => {
  const maps = await Promise.all([0, 1, 2, 4].map((workers) => mapRepository(repository, { workers })));
  const [first = '', ...others] = maps.map(withoutTime);
  expect(first).toContain('"models":[{');
  for (const other of others) expect(other).toBe(first);
});

test('with a cache the map is the same, cold and warm', async () => {
  const plain = withoutTime(await mapRepository(repository, { workers: 2 }));
  const cold = withoutTime(await mapRepository(repository, { workers: 2, cache }));
  const warm = withoutTime(await mapRepository(repository, { workers: 0, cache }));
  expect(cold).toBe(plain);
  expect(warm).toBe(plain);
});

test('after a change the map is that of the new commit', async () => {
  await mapRepository(repository, { workers: 2, cache });
  writeFileSync(join(repository, 'shared_module', 'data.py'), 'PATH = "data/changed.csv"\n');
  writeFileSync(join(repository, 'added.py'), 'import pandas as pd\npd.read_csv("data/added.csv")\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'change');
  const warm = await mapRepository(repository, { workers: 2, cache });
  expect(withoutTime(warm)).toBe(withoutTime(await mapRepository(repository, { workers: 2 })));
  expect(warm.datasets.map(({ name }) => name)).toContain('data/added.csv');
});
