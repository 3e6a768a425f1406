import { readFileSync } from 'node:fs';
import { type DependencyMap, dependencyMapSchema, mapDiffSchema } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';

let servers: TestServers;
let api: ApiOnServers;
let [base, head] = ['', ''];

function golden(): DependencyMap {
  const url = new URL('../../../../packages/contracts/src/maps/golden/dependency-map.json', import.meta.url);
  return dependencyMapSchema.parse(JSON.parse(readFileSync(url, 'utf8')));
}

async function store(map: DependencyMap): Promise<string> {
  const { maps } = api.platform.database;
  const { id } = await maps.create('/repositories/churn', 'HEAD');
  await maps.finish(id, map);
  return id;
}

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
  const map = golden();
  base = await store(map);
  head = await store({
    ...map,
    datasets: map.datasets.map((each) => ({ ...each, columns: ['distance', 'fare'] })),
  });
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

describe('GET /v1/maps/{id}/diff/{other}', () => {
  it('says what differs from the first to the second, and what it reaches', async () => {
    const { status, body } = await api.call('GET', `/v1/maps/${base}/diff/${head}`);
    expect(status).toBe(200);
    expect(mapDiffSchema.parse(body)).toMatchObject({
      base: { id: base, repository: '/repositories/churn' },
      head: { id: head },
      changes: [{ subject: 'source', details: [{ member: 'columns', after: ['distance', 'fare'] }] }],
      models: [{ name: 'churn', inputsChanged: true }],
    });
  });

  it('is empty for a map and itself', async () => {
    expect((await api.call('GET', `/v1/maps/${base}/diff/${base}`)).body).toMatchObject({ changes: [] });
  });

  it('needs two maps that are done', async () => {
    expectProblem(await api.call('GET', `/v1/maps/${base}/diff/none`), 404, 'map_not_found');
    const { id } = await api.platform.database.maps.create('/r', 'HEAD');
    expectProblem(await api.call('GET', `/v1/maps/${id}/diff/${base}`), 409, 'map_not_done');
  });
});

describe('GET /v1/maps/{id}/diff', () => {
  it('answers with the difference that was kept', async () => {
    const { maps } = api.platform.database;
    const diff = mapDiffSchema.parse((await api.call('GET', `/v1/maps/${base}/diff/${head}`)).body);
    await maps.finish(head, golden(), { baseId: base, diff });
    expect((await api.call('GET', `/v1/maps/${head}/diff`)).body).toEqual(diff);
  });

  it('says that there is none', async () => {
    expectProblem(await api.call('GET', `/v1/maps/${base}/diff`), 404, 'map_without_base');
    expectProblem(await api.call('GET', '/v1/maps/none/diff'), 404, 'map_not_found');
  });
});

describe('GET /v1/maps/{id}/export', () => {
  it.each([
    ['json', /^application\/json/, 'json'],
    ['openlineage', /^application\/x-ndjson/, 'ndjson'],
    ['graphml', /^application\/graphml\+xml/, 'graphml'],
    ['dot', /^text\/vnd\.graphviz/, 'dot'],
    ['html', /^text\/html/, 'html'],
  ])('gives %s as a file', async (format, type, extension) => {
    const { status, headers, body } = await api.call('GET', `/v1/maps/${base}/export?format=${format}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(type);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="dependency-map-${base}.${extension}"`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(typeof body === 'string' ? body : JSON.stringify(body)).toContain('train.py');
  });

  it.each([
    ['an unknown format', 'format=pdf', 422, 'export_format_unknown'],
    ['no format', '', 400, 'invalid_input'],
  ])('refuses %s', async (_case, query, status, code) => {
    expectProblem(await api.call('GET', `/v1/maps/${base}/export?${query}`), status, code);
  });
});
