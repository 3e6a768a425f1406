import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEventStore, type TestEventStore } from '../testing/startTestEventStore.js';

let store: TestEventStore;
beforeAll(async () => {
  store = await startTestEventStore({
    maxBodyBytes: 1000,
    engine: {
      concurrency: { ingest: 1, schema: 1, query: 1 },
      maxWaiting: { ingest: 0, schema: 0, query: 1 },
    },
  });
});
afterAll(() => store.stop());

const ask = async (query: string, init?: RequestInit) => {
  const answer = await store.http(query, init);
  return [answer.status, answer.headers.get('retry-after')];
};

describe('limits', () => {
  it('tells the next one to come back when a lane is full', async () => {
    const sleep = () => ask('?query=SELECT%20sleep(0.5)');
    const answers = await Promise.all([sleep(), sleep(), sleep()]);
    expect(answers.sort()).toEqual([
      [200, null],
      [200, null],
      [503, '1'],
    ]);
  });

  it.each([
    ['rows', '?query=INSERT%20INTO%20nowhere%20FORMAT%20TSV', { body: 'x'.repeat(1001) }],
    ['a statement', '', { body: `SELECT '${'x'.repeat(1000)}'` }],
    [
      'a statement that grows in gzip',
      '',
      { body: gzipSync(`SELECT '${'x'.repeat(1000)}'`), headers: { 'Content-Encoding': 'gzip' } },
    ],
  ])('refuses %s larger than allowed and goes on', async (_case, query, init) => {
    expect(await ask(query, { method: 'POST', ...init })).toEqual([413, null]);
    expect(await ask('?query=SELECT%201')).toEqual([200, null]);
  });
});
