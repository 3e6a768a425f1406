import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CacheKey, FactsCache } from './factsCache.js';

const LIMIT = 10_000_000;
const ANALYZER = { name: 'python', version: 1 };
const KEY: CacheKey = {
  id: 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
  path: 'src/a.py',
  analyzer: ANALYZER,
};
const FILE = {
  lines: 12,
  packed: {
    facts: '{"program":{"language":"python","calls":["f"],"body":[]}}',
    body: new Uint8Array([1, 2, 3]),
    summary: {
      imports: [],
      top: { calls: ['f'], methods: [], owners: [], values: [] },
      variables: [],
      definitions: [],
    },
  },
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'facts-cache-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function stored(repository = 'repository', key = KEY, limit = LIMIT): Promise<void> {
  const cache = await FactsCache.open(root, repository);
  cache.set(key, FILE);
  await cache.save(limit);
}

async function packs(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('what was kept comes back as it was', async () => {
  await stored();
  const known = (await FactsCache.open(root, 'repository')).get(KEY);
  expect({ ...known?.packed, body: [...(known?.packed?.body ?? [])] }).toEqual({
    ...FILE.packed,
    body: [1, 2, 3],
  });
  expect(known?.lines).toBe(12);
});

test('a file that was skipped is remembered with its reason', async () => {
  const cache = await FactsCache.open(root, 'repository');
  cache.set(KEY, { lines: 0, skipped: 'binary' });
  await cache.save(LIMIT);
  expect((await FactsCache.open(root, 'repository')).get(KEY)).toEqual({ lines: 0, skipped: 'binary' });
});

const OTHERS: ReadonlyArray<[string, CacheKey]> = [
  ['another content', { ...KEY, id: 'ffff8fe5ccb19ba61c4c0873d391e987982fbbd3' }],
  ['another path, which analyzers see', { ...KEY, path: 'src/b.py' }],
  ['another version of the analyzer', { ...KEY, analyzer: { ...ANALYZER, version: 2 } }],
  ['another analyzer', { ...KEY, analyzer: { ...ANALYZER, name: 'notebook' } }],
];

test.each(OTHERS)('%s is not known', async (_case, key) => {
  await stored();
  expect((await FactsCache.open(root, 'repository')).get(key)).toBeUndefined();
});

const DAMAGES: ReadonlyArray<[string, (content: Buffer) => Buffer]> = [
  ['cut short', (content) => content.subarray(0, content.length - 1)],
  ['empty', () => Buffer.alloc(0)],
  ['of another kind', () => Buffer.from('not a pack at all, but long enough to look at')],
  [
    'changed in one bit',
    (content) => {
      const copy = Buffer.from(content);
      copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
      return copy;
    },
  ],
];

test.each(DAMAGES)('a pack that is %s is ignored and written anew', async (_case, damage) => {
  await stored();
  const [pack = ''] = await packs();
  await writeFile(pack, damage(await readFile(pack)));
  expect((await FactsCache.open(root, 'repository')).get(KEY)).toBeUndefined();
  await stored();
  expect((await FactsCache.open(root, 'repository')).get(KEY)?.lines).toBe(12);
});

test('nothing half-written stays beside the packs', async () => {
  await stored();
  expect((await packs()).every((path) => /\/\d+\.pack$/.test(path.replaceAll('\\', '/')))).toBe(true);
});

test('the repositories mapped longest ago go when the cache is over its limit', async () => {
  await stored('first');
  await stored('second', KEY, 1);
  expect((await FactsCache.open(root, 'first')).get(KEY)).toBeUndefined();
  expect((await FactsCache.open(root, 'second')).get(KEY)?.lines).toBe(12);
});

test('files of old commits go once they outnumber those of the new one', async () => {
  const old = Array.from({ length: 40 }, (_each, index) => ({ ...KEY, path: `old/${index}.py` }));
  const before = await FactsCache.open(root, 'repository');
  for (const key of old) before.set(key, FILE);
  await before.save(LIMIT);
  await stored();
  const after = await FactsCache.open(root, 'repository');
  expect(after.get(KEY)).toBeDefined();
  expect(old.filter((key) => after.get(key)).length).toBeLessThan(12);
});

test('a folder that cannot be written costs nothing but the cache', async () => {
  const file = join(root, 'file');
  await writeFile(file, '');
  const cache = await FactsCache.open(file, 'repository');
  cache.set(KEY, FILE);
  await expect(cache.save(LIMIT)).resolves.toBeUndefined();
});
