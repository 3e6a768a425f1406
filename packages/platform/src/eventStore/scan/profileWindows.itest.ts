import type { FeatureValue, PredictionRecord } from '@driftline/contracts';
import {
  type ColumnProfile,
  QUANTILE_PROBABILITIES,
  type ScanRequest,
  type WindowProfile,
} from '@driftline/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, dayScan, NEW_YEAR, prediction, storeAt, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers, { maxColumnsPerScan: 3 });
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

const categories = ['a', "b'", 'ü"\\'];
const edges = [-1.5, 0, 0.1, 1000];

const value: fc.Arbitrary<FeatureValue> = fc.oneof(
  fc.constantFrom<FeatureValue>(null, true, false, 0, -0, 0.1, 'a', "b'", 'ü"\\', '', 'other'),
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  fc.integer({ min: -5, max: 5 }),
  fc.string({ maxLength: 3 }),
);

const record = fc.record({
  timestamp: fc.integer({ min: NEW_YEAR - DAY, max: NEW_YEAR + 9 * DAY }),
  modelVersion: fc.constantFrom('1', '2'),
  predictionId: fc.integer({ min: 0, max: 12 }).map(String),
  weight: fc.constantFrom(1, 0.5),
  reference: fc.boolean(),
  features: fc.dictionary(fc.constantFrom('x', 'Y z', 'w'), value),
});

/** The rows that the store must hold: the last of each identity. */
function replaced(records: readonly PredictionRecord[]): PredictionRecord[] {
  const identity = ({ modelVersion, predictionId, timestamp }: PredictionRecord) =>
    `${modelVersion}/${predictionId}/${Math.floor(timestamp / DAY)}`;
  return [...new Map(records.map((row) => [identity(row), row])).values()];
}

/** The same profile, computed here row by row. */
function bruteForce(records: readonly PredictionRecord[], request: ScanRequest): WindowProfile[] {
  const live = replaced(records).filter(
    ({ reference, timestamp, modelVersion }) =>
      reference === request.reference &&
      timestamp < request.asOf &&
      (request.version === undefined || modelVersion === request.version),
  );
  const length = (request.everySeconds ?? 0) * 1000;
  const startOf = (timestamp: number) =>
    length === 0 ? request.start : timestamp - ((timestamp - 4 * DAY) % length);
  const inside = live.filter(({ timestamp }) => timestamp >= request.start && timestamp < request.end);
  const starts = [...new Set(inside.map(({ timestamp }) => startOf(timestamp)))].sort((a, b) => a - b);
  return starts.map((start) => {
    const rows = inside.filter(({ timestamp }) => startOf(timestamp) === start);
    return {
      start,
      end: length === 0 ? request.end : start + length,
      rows: rows.length,
      weight: rows.reduce((sum, { weight }) => sum + weight, 0),
      versions: counts(rows.map(({ modelVersion }) => modelVersion)),
      duplicates: duplicatesOf(rows, live, request),
      columns: Object.fromEntries(
        request.columns.map((column) => [
          column,
          columnOf(rows.map(({ features }) => features[column] ?? null)),
        ]),
      ),
    };
  });
}

function duplicatesOf(rows: PredictionRecord[], live: PredictionRecord[], request: ScanRequest): number {
  const first = Math.floor(request.start / DAY) - 1;
  const last = Math.ceil(Math.min(request.end, request.asOf) / DAY);
  const days = (id: string) =>
    new Set(
      live
        .filter(({ predictionId }) => predictionId === id)
        .map(({ timestamp }) => Math.floor(timestamp / DAY))
        .filter((day) => day >= first && day <= last),
    );
  return [...new Set(rows.map(({ predictionId }) => predictionId))].filter((id) => days(id).size > 1).length;
}

function columnOf(values: FeatureValue[]): ColumnProfile {
  const numbers = values.filter((some) => typeof some === 'number');
  const strings = values.filter((some) => typeof some === 'string');
  const booleans = values.filter((some) => typeof some === 'boolean');
  return {
    missing: values.filter((some) => some === null).length,
    types: { number: numbers.length, string: strings.length, boolean: booleans.length },
    trueCount: booleans.filter(Boolean).length,
    ...(numbers.length > 0 ? { numeric: numericOf(numbers) } : {}),
    ...(strings.length > 0 ? { text: textOf(strings) } : {}),
  };
}

function numericOf(numbers: number[]): ColumnProfile['numeric'] {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  const sorted = [...numbers].sort((a, b) => a - b);
  return {
    count: numbers.length,
    mean,
    m2: numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    negatives: numbers.filter((x) => x < 0).length,
    zeros: numbers.filter((x) => x === 0).length,
    quantiles: QUANTILE_PROBABILITIES.map((probability) => interpolated(sorted, probability)),
    bins: edges.concat(Number.POSITIVE_INFINITY).map((end, bin) => {
      const start = edges[bin - 1] ?? Number.NEGATIVE_INFINITY;
      return numbers.filter((x) => x >= start && x < end).length;
    }),
  };
}

function textOf(strings: string[]): ColumnProfile['text'] {
  const top = Object.entries(counts(strings)).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const bins = categories.map((category) => strings.filter((text) => text === category).length);
  const others = strings.filter((text) => !categories.includes(text)).length;
  return { count: strings.length, distinct: top.length, top, bins: [...bins, others] };
}

function counts(values: string[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const some of values) result[some] = (result[some] ?? 0) + 1;
  return result;
}

function interpolated(sorted: number[], probability: number): number {
  const at = probability * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? 0;
  return low + (high - low) * (at - Math.floor(at));
}

/** Deep equality in which numbers may differ by rounding. */
function expectClose(actual: unknown, expected: unknown, path = ''): void {
  if (typeof expected === 'number' && typeof actual === 'number') {
    const allowed = 1e-6 + 1e-9 * Math.abs(expected);
    expect(Math.abs(actual - expected), `${path}: ${actual}, expected ${expected}`).toBeLessThan(allowed);
  } else if (
    typeof expected === 'object' &&
    expected !== null &&
    typeof actual === 'object' &&
    actual !== null
  ) {
    expect(Object.keys(actual).sort(), path).toEqual(Object.keys(expected).sort());
    const found = new Map(Object.entries(actual));
    for (const [key, part] of Object.entries(expected)) expectClose(found.get(key), part, `${path}/${key}`);
  } else {
    expect(actual, path).toEqual(expected);
  }
}

test('a profile equals the one computed row by row', async () => {
  let model = 0;
  const every = fc.constantFrom(undefined, 3600, 86_400, 604_800);
  const property = fc.asyncProperty(
    fc.array(record, { minLength: 15, maxLength: 80 }),
    every,
    fc.constantFrom(undefined, '2'),
    fc.boolean(),
    async (rows, everySeconds, version, reference) => {
      model += 1;
      const records = rows.map((row) => prediction(row));
      await store.insertPredictions(`m${model}`, records, 't');
      const request = dayScan({
        start: NEW_YEAR,
        end: NEW_YEAR + 7 * DAY,
        asOf: NEW_YEAR + 6.5 * DAY,
        reference,
        columns: ['x', 'Y z', 'w', 'absent'],
        layout: {
          edges: { x: edges, 'Y z': edges, w: edges },
          categories: { x: categories, 'Y z': categories, w: categories },
        },
        ...(everySeconds === undefined ? {} : { everySeconds }),
        ...(version === undefined ? {} : { version }),
      });
      expectClose(await store.profileWindows(`m${model}`, request), bruteForce(records, request));
    },
  );
  await fc.assert(property, { seed: 7, numRuns: 10, endOnFailure: true });
});

test('an id that occurs on the day before, within or after a range is a duplicate of its windows', async () => {
  const at = (predictionId: string, day: number, modelVersion = '1') =>
    prediction({ predictionId, modelVersion, timestamp: NEW_YEAR + day * DAY });
  const rows = [
    at('before', -1),
    at('before', 0),
    at('within', 0),
    at('within', 1),
    at('after', 1),
    at('after', 2),
  ];
  const others = [at('once', 0), at('versions', 0), at('versions', 0, '2'), at('far', 0), at('far', 5)];
  await store.insertPredictions('dup', [...rows, ...others], 't');
  const twoDays = { end: NEW_YEAR + 2 * DAY, aggregates: ['duplicates'] as const };
  const daily = await store.profileWindows('dup', dayScan({ ...twoDays, everySeconds: 86_400 }));
  expect(daily.map(({ duplicates }) => duplicates)).toEqual([2, 2]);
  const [whole] = await store.profileWindows('dup', dayScan(twoDays));
  expect(whole?.duplicates).toBe(3);
});

test('a feature that another process added is profiled', async () => {
  const address = await servers.freshEventDatabase();
  const [one, other] = await Promise.all([storeAt(address), storeAt(address)]);
  await one.insertPredictions('shared', [prediction({ features: { x: 1 } })], '1');
  expect(await one.profileWindows('shared', dayScan({ columns: ['x'] }))).toHaveLength(1);
  await other.insertPredictions('shared', [prediction({ predictionId: 'b', features: { x: 'text' } })], '2');
  const [profile] = await one.profileWindows('shared', dayScan({ columns: ['x'] }));
  expect(profile?.columns.x).toMatchObject({ missing: 0, types: { number: 1, string: 1 } });
  await Promise.all([one.close(), other.close()]);
});

test('only what is asked is computed', async () => {
  await store.insertPredictions('few', [prediction({ features: { x: 1, s: 'a' } })], 't');
  const [profile] = await store.profileWindows(
    'few',
    dayScan({ columns: ['x', 's'], aggregates: ['missing', 'types'] }),
  );
  expect(profile?.columns).toEqual({
    x: { missing: 0, types: { number: 1, string: 0, boolean: 0 }, trueCount: 0 },
    s: { missing: 0, types: { number: 0, string: 1, boolean: 0 }, trueCount: 0 },
  });
});

test('a model, a range or a time without rows has no windows', async () => {
  await store.insertPredictions('rows', [prediction()], 't');
  expect(await store.profileWindows('nobody', dayScan())).toEqual([]);
  expect(
    await store.profileWindows('rows', dayScan({ start: NEW_YEAR + DAY, end: NEW_YEAR + 2 * DAY })),
  ).toEqual([]);
  expect(await store.profileWindows('rows', dayScan({ asOf: NEW_YEAR }))).toEqual([]);
});

test('a model of 1,000 features is profiled whole', async () => {
  const wide = await testStore(servers);
  const columns = Array.from({ length: 1000 }, (_, index) => `feature ${index}`);
  const features = (row: number) =>
    Object.fromEntries(columns.map((name, index) => [name, index % 2 === 0 ? row * index : `v${row}`]));
  const rows = Array.from({ length: 20 }, (_, row) =>
    prediction({ predictionId: `${row}`, features: features(row) }),
  );
  await wide.insertPredictions('wide', rows, 't');
  const layout = {
    edges: Object.fromEntries(
      columns.map((name) => [name, Array.from({ length: 20 }, (_, edge) => edge + 0.123456789)]),
    ),
    categories: Object.fromEntries(columns.map((name) => [name, ['v0', 'v1']])),
  };
  const [profile] = await wide.profileWindows('wide', dayScan({ columns, layout }));
  expect(Object.keys(profile?.columns ?? {})).toEqual(columns);
  expect(profile?.columns['feature 998']?.numeric).toMatchObject({
    count: 20,
    max: 19 * 998,
    mean: 9.5 * 998,
  });
  expect(profile?.columns['feature 999']?.text).toMatchObject({ distinct: 20, bins: [1, 1, 18] });
  await wide.close();
});
