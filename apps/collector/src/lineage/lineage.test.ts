import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeCollector, startFakeCollector } from '../fakes/startFakeCollector.js';

const event = (runId: string) => ({
  eventTime: '2026-01-01T00:00:00Z',
  eventType: 'START',
  run: { runId },
  job: { namespace: 'airflow', name: 'daily.load' },
});

describe('OpenLineage over HTTP', () => {
  let collector: FakeCollector;

  beforeAll(async () => {
    collector = await startFakeCollector({ maxBodyBytes: 10_000, maxDecompressedBytes: 10_000 });
  });
  afterAll(() => collector.app.close());

  const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${collector.url}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer sender', ...headers },
    });

  it.each([
    ['/v1/lineage', 'application/json'],
    ['/api/v1/lineage', 'application/json; charset=utf-8'],
    ['/api/v1/lineage/batch', 'application/x-ndjson'],
  ])('takes run events at %s', async (path, type) => {
    const response = await post(path, JSON.stringify(event(path)), { 'content-type': type });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1, duplicate: 0, rejected: 0, errors: [] });
    expect(collector.runEvents.at(-1)?.run?.runId).toBe(path);
  });

  it('takes a gzip body', async () => {
    const body = gzipSync(JSON.stringify([event('a'), event('b')]));
    const response = await post('/v1/lineage', new Uint8Array(body), { 'content-encoding': 'gzip' });
    expect(await response.json()).toMatchObject({ accepted: 2 });
  });

  it.each([
    ['no key', { authorization: '' }, JSON.stringify(event('x')), 401],
    ['a gzip bomb', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(1_000_000)), 413],
    ['only bad events', {}, '{"run":{}}', 422],
    ['a broken array', {}, '[{', 400],
  ])('refuses %s with a coded error', async (_case, headers, body, status) => {
    const before = collector.runEvents.length;
    const response = await post(
      '/v1/lineage',
      typeof body === 'string' ? body : new Uint8Array(body),
      headers,
    );
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('code');
    expect(collector.runEvents).toHaveLength(before);
  });
});
