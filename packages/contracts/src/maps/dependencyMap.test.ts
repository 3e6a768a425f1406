import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dependencyMapSchema } from './dependencyMap.js';
import { mapRequestSchema, storedMapSchema } from './mapRequest.js';

const golden: unknown = JSON.parse(
  readFileSync(new URL('./golden/dependency-map.json', import.meta.url), 'utf8'),
);

test('the golden map is accepted and nothing of it is dropped', () => {
  expect(dependencyMapSchema.parse(golden)).toEqual(golden);
});

test('a stored map is the golden map with id, status and error', () => {
  const stored = { ...dependencyMapSchema.parse(golden), id: '1', status: 'done', error: null };
  expect(storedMapSchema.parse(stored)).toEqual(stored);
});

test('a map that failed carries only its error', () => {
  const stored = { id: '1', status: 'failed', error: 'no such ref: nowhere' };
  expect(storedMapSchema.parse(stored)).toEqual(stored);
});

test('a map of several repositories says what its writes carry', () => {
  const map = dependencyMapSchema.parse(golden);
  const joined = {
    ...map,
    repositories: [map.repository, { path: '/repositories/ingest', commit: null }],
    edges: map.edges.map((edge) => ({ ...edge, carries: ['ds1'] })),
  };
  expect(dependencyMapSchema.parse(joined)).toEqual(joined);
});

test('an edge with an unknown relation is refused', () => {
  const map = structuredClone(dependencyMapSchema.parse(golden));
  const edges = map.edges.map((edge) => ({ ...edge, relation: 'likes' }));
  expect(dependencyMapSchema.safeParse({ ...map, edges }).success).toBe(false);
});

test('a request without a ref maps HEAD', () => {
  expect(mapRequestSchema.parse({ repository: '/r' })).toEqual({ repository: '/r', ref: 'HEAD' });
});

test.each([
  ['one repository', { repository: '/r' }, true],
  ['several', { repositories: ['/r', '/s'] }, true],
  ['neither', {}, false],
  ['both', { repository: '/r', repositories: ['/s'] }, false],
  ['an empty list', { repositories: [] }, false],
])('a request names %s', (_case, request, accepted) => {
  expect(mapRequestSchema.safeParse(request).success).toBe(accepted);
});
