import { type AddressInfo, connect, createServer } from 'node:net';
import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort, startTestServers, type TestServers } from '../testing/index.js';
import { createEventStore } from './createEventStore.js';
import { label, prediction, silentLog, storeAt } from './testing/testStore.js';

let servers: TestServers;

beforeAll(async () => {
  servers = await startTestServers();
});

afterAll(() => servers.stop());

test('a store opened again finds its events, and does not repeat its migrations', async () => {
  const address = await servers.freshEventDatabase();
  const first = await storeAt(address);
  await first.insertPredictions('kept', [prediction({ features: { x: 1 } })], 't');
  await first.close();
  const second = await storeAt(address);
  await second.insertPredictions('kept', [prediction({ predictionId: 'b', features: { x: 2 } })], 't2');
  expect(await second.coverage('kept')).toMatchObject({ live: { rows: 2 } });
  await second.close();
  expect(
    await ask(
      address,
      'SELECT version, toInt32(count()) AS times FROM driftline_migrations GROUP BY version',
    ),
  ).toEqual([{ version: 1, times: 1 }]);
});

test('the retention of existing tables follows the limits, and counts from the time received', async () => {
  const address = await servers.freshEventDatabase();
  const before = await storeAt(address, { retentionDays: 10 });
  await before.insertPredictions('ttl', [prediction({ timestamp: 0 })], 't');
  await before.insertLabels('ttl', [label({ timestamp: 0 })], 't');
  await before.close();
  const after = await storeAt(address, { retentionDays: 20 });
  await ask(address, 'OPTIMIZE TABLE p_ttl FINAL', false);
  expect(await after.coverage('ttl')).toMatchObject({ live: { rows: 1, first: 0 }, labels: 1 });
  await after.close();
  const tables = await ask(
    address,
    "SELECT create_table_query AS sql FROM system.tables WHERE endsWith(name, '_ttl')",
  );
  expect(tables).toHaveLength(3);
  for (const table of tables) {
    expect(table).toMatchObject({
      sql: expect.stringContaining('TTL toDateTime(received_at) + toIntervalDay(20)'),
    });
  }
});

test('a store that cannot be reached is a coded error after the tries allowed', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const options = { url, database: 'd', log: silentLog, limits: { attempts: 2 } };
  await expect(createEventStore(options)).rejects.toMatchObject({
    code: 'store_unavailable',
    status: 503,
    retryAfter: expect.any(Number),
  });
});

test('an insert whose answer is lost is sent again, and its rows arrive once', async () => {
  const address = await servers.freshEventDatabase();
  const proxy = await proxyThatLosesAnAnswer(address.url);
  const store = await storeAt({ ...address, url: proxy.url });
  await store.insertPredictions('lost', [prediction()], 't');
  expect(proxy.lost()).toBe(1);
  expect(await store.coverage('lost')).toMatchObject({ live: { rows: 1 } });
  await store.close();
  proxy.close();
});

test('what the server refuses is a coded error that is not tried again', async () => {
  const address = await servers.freshEventDatabase();
  const wrong = { ...address, password: 'wrong', log: silentLog };
  await expect(createEventStore(wrong)).rejects.toMatchObject({ code: 'store_rejected', status: 500 });
});

type Address = Awaited<ReturnType<TestServers['freshEventDatabase']>>;

async function ask(address: Address, query: string, answers = true): Promise<unknown[]> {
  const client = createClient(address);
  try {
    if (answers) return await (await client.query({ query, format: 'JSONEachRow' })).json();
    await client.command({ query });
    return [];
  } finally {
    await client.close();
  }
}

/** Passes everything on, but breaks the connection when the first INSERT of rows is answered. */
async function proxyThatLosesAnAnswer(target: string) {
  let lost = 0;
  const { hostname, port } = new URL(target);
  const server = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname);
    let inserting = false;
    incoming.on('data', (bytes) => {
      inserting ||= bytes.includes('FORMAT+Native') || bytes.includes('FORMAT%20Native');
      outgoing.write(bytes);
    });
    outgoing.on('data', (bytes) => {
      if (inserting && lost === 0) {
        lost += 1;
        incoming.destroy();
      } else if (!incoming.destroyed) incoming.write(bytes);
    });
    incoming.on('close', () => outgoing.destroy()).on('error', () => outgoing.destroy());
    outgoing.on('close', () => incoming.destroy()).on('error', () => incoming.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const isAddress = (some: unknown): some is AddressInfo => typeof some === 'object' && some !== null;
  const bound = server.address();
  if (!isAddress(bound)) throw new Error('the proxy has no port');
  return { url: `http://127.0.0.1:${bound.port}`, lost: () => lost, close: () => server.close() };
}
