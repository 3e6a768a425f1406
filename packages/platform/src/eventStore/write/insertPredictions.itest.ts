import type { FeatureValue } from '@driftline/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, dayScan, joinAll, label, NEW_YEAR, prediction, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers, { maxFeatureColumns: 40 });
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

const stored = async (modelId: string, predictionId = 'a') =>
  (await store.getPrediction(modelId, predictionId)).predictions;

test.each<[string, FeatureValue]>([
  ['an empty string', ''],
  ['quotes and backslashes', `'"\`\\'; DROP TABLE p`],
  ['unicode beyond the basic plane', 'Zürich 東京 🛫'],
  ['control characters', '\0\n\t\u001f'],
  ['a string of 1,000 characters', 'ü'.repeat(1000)],
  ['a string of 127 bytes', 'x'.repeat(127)],
  ['a string of 128 bytes', 'x'.repeat(128)],
  ['a string that looks like a number', '12.50'],
  ['the largest number', Number.MAX_VALUE],
  ['the smallest number', Number.MIN_VALUE],
  ['negative zero', -0],
  ['an integer beyond 2^53', 2 ** 60],
  ['a fraction', 0.1 + 0.2],
  ['true', true],
  ['false', false],
])('%s comes back as it was', async (name, value) => {
  const predictionId = `odd ${name} '"\\ 東`;
  await store.insertPredictions('values', [prediction({ predictionId, features: { value } })], name);
  const [row] = await stored('values', predictionId);
  expect(row?.features).toEqual({ value });
  expect(Object.is(row?.features.value, value)).toBe(true);
});

test('every field comes back as it was', async () => {
  const whole = prediction({
    modelVersion: '2.0-β',
    timestamp: NEW_YEAR + 12_345,
    prediction: 'on time',
    score: 0.123456789,
    scores: { 'on time': 0.9, late: 0.1 },
    tags: { region: 'west', 'a.b': '' },
    weight: 2.5,
    reference: true,
    features: { x: 1 },
  });
  const bare = prediction({ predictionId: 'b', prediction: undefined, score: undefined });
  const { model: _, ...expected } = whole;
  await store.insertPredictions('fields', [whole, bare], 't');
  expect(await stored('fields')).toEqual([{ ...expected, receivedAt: expect.any(Number) }]);
  expect(await stored('fields', 'b')).toMatchObject([
    { prediction: null, score: null, scores: {}, tags: {}, weight: 1, features: {} },
  ]);
});

test.each([
  ['a number', 3.5, 3.5],
  ['a boolean as its canonical string', true, 'true'],
  ['a string that looks like a number', '3.5', '3.5'],
])('a prediction that is %s comes back', async (name, outcome, expected) => {
  await store.insertPredictions('outcome', [prediction({ predictionId: name, prediction: outcome })], name);
  expect(await stored('outcome', name)).toMatchObject([{ prediction: expected }]);
});

test('names of features may be anything', async () => {
  const features = {
    'a.b': 1,
    'A.b': 2,
    'ä"`\'\\': 3,
    day: 4,
    __proto: 5,
    'n_x y': 6,
    東京: 7,
    ['x'.repeat(200)]: 8,
  };
  await store.insertPredictions('names', [prediction({ features })], 't');
  expect((await stored('names'))[0]?.features).toEqual(features);
});

test('a feature that changes its type keeps both', async () => {
  const rows = [1, 'one', true, null, 2].map((x, index) =>
    prediction({ predictionId: `${index}`, features: { x } }),
  );
  await store.insertPredictions('types', rows.slice(0, 1), 'first');
  await store.insertPredictions('types', rows.slice(1), 'second');
  expect(await store.features('types')).toEqual({ x: ['number', 'string', 'boolean'] });
  const [profile] = await store.profileWindows('types', dayScan({ columns: ['x'] }));
  expect(profile?.columns.x).toMatchObject({
    missing: 1,
    types: { number: 2, string: 1, boolean: 1 },
    trueCount: 1,
  });
});

test('rows of one batch may have different features in any order', async () => {
  const all: Record<string, FeatureValue>[] = [
    { a: 1, b: 'x' },
    { b: 'y', a: 2 },
    {},
    { c: true, a: 3 },
    { b: 'z' },
  ];
  await store.insertPredictions(
    'ragged',
    all.map((features, index) => prediction({ predictionId: `${index}`, features })),
    't',
  );
  for (const [index, features] of all.entries()) {
    expect((await stored('ragged', `${index}`))[0]?.features).toEqual(features);
  }
});

test('the last received of one identity wins, in one batch and across batches', async () => {
  const twice = [
    prediction({ features: { x: 1 } }),
    prediction({ features: { x: 2 }, timestamp: NEW_YEAR + 1 }),
  ];
  await store.insertPredictions('replace', twice, '1');
  expect(await stored('replace')).toMatchObject([{ features: { x: 2 }, timestamp: NEW_YEAR + 1 }]);
  await store.insertPredictions('replace', [prediction({ features: { x: 3 } })], '2');
  expect(await stored('replace')).toMatchObject([{ features: { x: 3 }, timestamp: NEW_YEAR }]);
});

test('another version or another day is another prediction', async () => {
  const rows = [prediction(), prediction({ modelVersion: '2' }), prediction({ timestamp: NEW_YEAR + DAY })];
  await store.insertPredictions('identity', rows, 't');
  expect(await stored('identity')).toHaveLength(3);
});

test('a token inserts once, whatever comes with it later', async () => {
  await store.insertPredictions('token', [prediction({ features: { x: 1 } })], 'same');
  await store.insertPredictions('token', [prediction({ features: { x: 2 } })], 'other');
  await store.insertPredictions('token', [prediction({ features: { x: 1 } })], 'same');
  expect(await stored('token')).toMatchObject([{ features: { x: 2 } }]);
  await store.insertLabels('token', [label()], 'same');
  await store.insertLabels('token', [label()], 'same');
  expect(await store.coverage('token')).toMatchObject({ labels: 1, live: { rows: 2 } });
});

test('one batch may span 250 months and be joined', async () => {
  const rows = Array.from({ length: 250 }, (_, month) =>
    prediction({ predictionId: `${month}`, timestamp: Date.UTC(1960, month, 28) }),
  );
  await store.insertPredictions('months', rows, 't');
  await store.insertLabels(
    'months',
    rows.map(({ predictionId }) => label({ predictionId })),
    't',
  );
  await joinAll(store, 'months');
  const range = { start: Date.UTC(1950, 0, 1), end: Date.UTC(2000, 0, 1) };
  const [window] = await store.outcomes('months', {
    ...range,
    asOf: NEW_YEAR,
    reference: false,
    scoreEdges: [],
    scoreOf: 'positive',
    positiveLabel: 'late',
    regression: false,
  });
  expect(window?.labelled).toMatchObject([{ rows: 250, bin: 0 }]);
  expect(await store.coverage('months')).toMatchObject({ live: { first: Date.UTC(1960, 0, 28) } });
});

test('features beyond the limit are refused by name, and only the items that bring them', async () => {
  const many = (prefix: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, index]));
  await store.insertPredictions('cap', [prediction({ features: many('a', 38) })], '1');
  const records = [
    prediction({ predictionId: '0', features: many('a', 38) }),
    prediction({ predictionId: '1', features: many('b/', 3) }),
    prediction({ predictionId: '2', features: { c: 1, d: null } }),
    prediction({ predictionId: '3', features: { a0: 'new type' } }),
    prediction({ predictionId: '4', features: { c: 2, e: 1 } }),
  ];
  await expect(store.insertPredictions('cap', records, '2')).rejects.toMatchObject({
    code: 'feature_limit_exceeded',
  });
  const rejections = await store.findFeatureRejections('cap', records);
  expect(rejections.map(({ index, error }) => [index, error.code, error.where])).toEqual([
    [1, 'feature_limit_exceeded', '/features/b~12'],
    [4, 'feature_limit_exceeded', '/features/e'],
  ]);
  const rejected = new Set(rejections.map(({ index }) => index));
  const fitting = records.filter((_, index) => !rejected.has(index));
  await store.insertPredictions('cap', fitting, '3');
  expect(await store.coverage('cap')).toMatchObject({ live: { rows: 4 } });
});

test('an event time that the store cannot hold is refused', async () => {
  await expect(
    store.insertPredictions('old', [prediction({ timestamp: Date.UTC(1850, 0) })], 't'),
  ).rejects.toMatchObject({
    code: 'timestamp_out_of_range',
  });
});

test('a model id that is not safe in SQL is refused', async () => {
  await expect(store.insertPredictions('a; DROP', [prediction()], 't')).rejects.toMatchObject({
    code: 'model_id_invalid',
  });
});
