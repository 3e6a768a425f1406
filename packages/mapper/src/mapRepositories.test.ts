import { fileURLToPath } from 'node:url';
import { type DependencyMap, dependencyMapSchema } from '@driftline/contracts';
import { beforeAll, expect, test } from 'vitest';
import { mapRepositories } from './mapRepositories.js';
import { mapRepository } from './mapRepository.js';

const folder = (name: string): string =>
  fileURLToPath(new URL(`./testing/repositories/${name}`, import.meta.url));
const PATHS = ['lake-ingest', 'label-store', 'returns-model'].map(folder);

let joined: DependencyMap;

beforeAll(async () => {
  joined = await mapRepositories(PATHS, { workers: 0 });
});

function shown(map: DependencyMap, id: string): string {
  const dataset = map.datasets.find((each) => each.id === id);
  if (dataset) return `${dataset.namespace}|${dataset.name}`;
  return [...map.activities, ...map.models].find((each) => each.id === id)?.name ?? 'nothing';
}

function sourcesOf(map: DependencyMap): string[] {
  return map.dependencies.map(({ source }) => shown(map, source)).sort();
}

test('alone, the model ends at what other repositories write', async () => {
  const alone = await mapRepository(folder('returns-model'), { workers: 0 });
  expect(sourcesOf(alone)).toEqual([
    'file|data/prices.csv',
    'postgres://crm.example.org|shop.crm.customers',
    's3://lake|curated/orders/',
    's3://{LAKE_BUCKET}|curated/labels/returns',
  ]);
});

test('together, the model goes back to what nobody writes, through data that each spells in its own way', () => {
  expect(sourcesOf(joined)).toEqual([
    'file|lake-ingest/data/prices.csv',
    'file|returns-model/data/prices.csv',
    'gs://events|returns.json',
    'https://shop.example.org|export/orders.csv',
    'postgres://crm.example.org|shop.crm.raw_customers',
  ]);
});

test('the path from a source to the model leads through both repositories', () => {
  const dependency = joined.dependencies.find(({ source }) => shown(joined, source).startsWith('https:'));
  expect(dependency?.path.map((id) => shown(joined, id))).toEqual([
    'https://shop.example.org|export/orders.csv',
    'lake-ingest/jobs/curate.py',
    's3a://lake|curated/orders/dt=2024-01-01/part-0.parquet',
    'returns-model/src/train.py',
    'GradientBoostingClassifier',
  ]);
  expect(dependency?.confidence).toBe('exact');
});

test('what is joined by the end of its name only is inferred', () => {
  const dependency = joined.dependencies.find(({ source }) => shown(joined, source).startsWith('gs:'));
  expect(dependency?.confidence).toBe('possible');
  const shared = joined.datasets.find(({ name }) => name === 'curated/labels/returns');
  expect(shared).toMatchObject({ external: false, aliases: ['s3://{LAKE_BUCKET}/curated/labels/returns'] });
});

test('local files stay apart and every path begins with the name of its repository', () => {
  const paths = [
    ...joined.activities.map(({ path }) => path),
    ...joined.models.map(({ path }) => path),
    ...joined.edges.flatMap(({ evidence }) => evidence.map(({ path }) => path)),
  ];
  expect(paths.every((path) => /^(lake-ingest|label-store|returns-model)\//.test(path))).toBe(true);
  expect(joined.datasets.filter(({ name }) => name.endsWith('prices.csv'))).toHaveLength(2);
});

test('evidence quotes the sources of all repositories', () => {
  const quotes = joined.edges.flatMap(({ evidence }) => evidence.map(({ text }) => text));
  expect(quotes).toContain('pd.read_json("gs://events/returns.json")');
  expect(quotes).toContain('pd.read_parquet("s3://lake/curated/orders/")');
});

test('the map names its repositories and keeps the contract', () => {
  expect(dependencyMapSchema.parse(joined)).toEqual(joined);
  expect(joined.repositories).toEqual(PATHS.map((path) => ({ path, commit: null })));
  expect(joined.statistics.files).toBe(4);
});

test('writes say whose data they carry', () => {
  const write = joined.edges.find(
    ({ relation, to }) => relation === 'writes' && shown(joined, to).includes('curated/orders'),
  );
  expect(write?.carries?.map((id) => shown(joined, id)).sort()).toEqual([
    'file|lake-ingest/data/prices.csv',
    'https://shop.example.org|export/orders.csv',
  ]);
});

test('one repository alone is mapped as ever; none is an error', async () => {
  const one = await mapRepositories([folder('label-store')], { workers: 0 });
  expect(one.repositories).toBeUndefined();
  expect(one.activities.map(({ path }) => path)).toEqual(['export.py']);
  await expect(mapRepositories([])).rejects.toMatchObject({ code: 'repositories_missing' });
});

test('two repositories of one name are told apart by a number', async () => {
  const twice = await mapRepositories([folder('label-store'), `${folder('label-store')}/`], { workers: 0 });
  expect(twice.activities.map(({ path }) => path).sort()).toEqual([
    'label-store-2/export.py',
    'label-store/export.py',
  ]);
});
