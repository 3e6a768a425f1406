import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, dayOutcomes, dayScan, label, NEW_YEAR, prediction, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

const HOUR = 3_600_000;

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers);
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

test('coverage tells live from reference rows and counts versions and labels', async () => {
  const rows = [
    prediction({ predictionId: 'r1', reference: true, timestamp: NEW_YEAR - 30 * DAY }),
    prediction({ predictionId: 'r2', reference: true, timestamp: NEW_YEAR - DAY, modelVersion: '0' }),
    prediction({ predictionId: 'a' }),
    prediction({ predictionId: 'b', timestamp: NEW_YEAR + DAY }),
    prediction({ predictionId: 'c', timestamp: NEW_YEAR + HOUR, modelVersion: '2' }),
  ];
  await store.insertPredictions('cover', rows, 'p');
  await store.insertLabels(
    'cover',
    [label(), label({ predictionId: 'x', timestamp: NEW_YEAR + 9 * DAY })],
    'l',
  );
  expect(await store.coverage('cover')).toEqual({
    live: { rows: 3, first: NEW_YEAR, newest: NEW_YEAR + DAY },
    reference: { rows: 2, first: NEW_YEAR - 30 * DAY, newest: NEW_YEAR - DAY },
    versions: [
      { version: '1', rows: 2 },
      { version: '2', rows: 1 },
    ],
    labels: 2,
    newestLabel: NEW_YEAR + 9 * DAY,
    lastReceivedAt: expect.any(Number),
  });
});

test('a sample holds the same ids whenever it is asked, and more of them when it is larger', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => prediction({ predictionId: `${index}` }));
  await store.insertPredictions('sample', rows, 'p');
  const range = { start: NEW_YEAR, end: NEW_YEAR + DAY, asOf: NEW_YEAR + DAY, reference: false };
  const ids = async (limit: number) =>
    (await store.sampleRows('sample', range, limit)).map(({ predictionId }) => predictionId);
  const ten = await ids(10);
  expect(new Set(ten).size).toBe(10);
  expect(await ids(10)).toEqual(ten);
  expect((await ids(20)).slice(0, 10)).toEqual(ten);
  expect(await ids(100)).toHaveLength(50);
});

test('a model without events has nothing of anything', async () => {
  const range = { start: NEW_YEAR, end: NEW_YEAR + DAY, asOf: NEW_YEAR + DAY, reference: false };
  expect(await store.coverage('none')).toMatchObject({
    live: null,
    reference: null,
    labels: 0,
    newestLabel: null,
  });
  expect(await store.features('none')).toEqual({});
  expect(await store.getPrediction('none', 'a')).toEqual({ predictions: [], labels: [] });
  expect(await store.sampleRows('none', range, 10)).toEqual([]);
  expect(await store.profileWindows('none', dayScan())).toEqual([]);
  expect(await store.outcomes('none', dayOutcomes())).toEqual([]);
  expect((await store.changedSince('none', '0')).hours).toEqual([]);
});
