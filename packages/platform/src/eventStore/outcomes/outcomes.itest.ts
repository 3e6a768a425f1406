import type { LabelRecord, PredictionRecord } from '@driftline/contracts';
import type { LabelledCell, PredictionCell } from '@driftline/engine';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, dayOutcomes, joinAll, label, NEW_YEAR, prediction, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers);
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

async function fill(modelId: string, predictions: PredictionRecord[], labels: LabelRecord[]): Promise<void> {
  await store.insertPredictions(modelId, predictions, 'p');
  await store.insertLabels(modelId, labels, 'l');
  await joinAll(store, modelId);
}

test('cells count rows, weights and scores by class, label and bin of the score', async () => {
  const rows = [
    prediction({ predictionId: 'a', score: 0.25, weight: 2 }),
    prediction({ predictionId: 'b', score: 0.4 }),
    prediction({ predictionId: 'c', score: 0, prediction: 'on time' }),
    prediction({ predictionId: 'd', score: undefined }),
  ];
  await fill('cells', rows, [
    label({ predictionId: 'a' }),
    label({ predictionId: 'b' }),
    label({ predictionId: 'c' }),
  ]);
  const [window] = await store.outcomes('cells', dayOutcomes());
  expect(window).toMatchObject({ start: NEW_YEAR, end: NEW_YEAR + DAY, regression: null });
  expect(window?.predictions).toEqual([
    { prediction: 'late', bin: -1, rows: 1, weight: 1, sumScore: 0 },
    { prediction: 'late', bin: 1, rows: 2, weight: 3, sumScore: expect.closeTo(0.9) },
    { prediction: 'on time', bin: 0, rows: 1, weight: 1, sumScore: 0 },
  ]);
  expect(window?.labelled).toEqual([
    {
      prediction: 'late',
      label: 'late',
      bin: 1,
      rows: 2,
      weight: 3,
      sumScore: expect.closeTo(0.9),
      sumLogScore: expect.closeTo(2 * Math.log(0.25) + Math.log(0.4)),
      sumLogOneMinusScore: expect.closeTo(2 * Math.log(0.75) + Math.log(0.6)),
      sumSquaredScore: expect.closeTo(2 * 0.0625 + 0.16),
    },
    {
      prediction: 'on time',
      label: 'late',
      bin: 0,
      rows: 1,
      weight: 1,
      sumScore: 0,
      sumLogScore: expect.closeTo(Math.log(1e-15)),
      sumLogOneMinusScore: expect.closeTo(0),
      sumSquaredScore: 0,
    },
  ]);
});

test.each([
  ['the score of the positive class', 'positive', { score: 0.3 }, 0.3],
  [
    'the positive class among the scores',
    'positive',
    { score: undefined, scores: { late: 0.3, 'on time': 0.7 } },
    0.3,
  ],
  [
    'nothing when the scores lack the positive class',
    'positive',
    { score: undefined, scores: { 'on time': 1 } },
    null,
  ],
  ['the confidence of a positive prediction', 'confidence', { score: 0.8 }, 0.8],
  ['the confidence of a negative prediction', 'confidence', { score: 0.3, prediction: 'on time' }, 0.7],
  [
    'the confidence among the scores',
    'confidence',
    { prediction: 'lost', scores: { lost: 0.6, late: 0.4 } },
    0.6,
  ],
] as const)('the score is %s', async (name, scoreOf, values, expected) => {
  const modelId = name.replaceAll(' ', '');
  await fill(modelId, [prediction(values)], [label()]);
  const [window] = await store.outcomes(modelId, dayOutcomes({ scoreOf, scoreEdges: [] }));
  const cell = { bin: expected === null ? -1 : 0, sumScore: expect.closeTo(expected ?? 0) };
  expect(window?.predictions).toMatchObject([cell]);
  expect(window?.labelled).toMatchObject([cell]);
});

test('without a positive label the score is taken as it is', async () => {
  await fill('multi', [prediction({ score: 0.6 })], [label()]);
  const request = dayOutcomes({ scoreOf: 'confidence', positiveLabel: null });
  expect((await store.outcomes('multi', request))[0]?.predictions).toMatchObject([{ bin: 2, sumScore: 0.6 }]);
});

test('a prediction without a class counts under the empty class', async () => {
  await fill('classless', [prediction({ prediction: undefined })], []);
  expect((await store.outcomes('classless', dayOutcomes()))[0]?.predictions).toMatchObject([
    { prediction: '' },
  ]);
});

test('labels of reference rows count whatever their time', async () => {
  const rows = [prediction({ reference: true }), prediction({ predictionId: 'live' })];
  const far = { timestamp: NEW_YEAR + 50 * DAY };
  await fill('reference', rows, [label(far), label({ predictionId: 'live', ...far })]);
  const soon = { asOf: NEW_YEAR + DAY };
  expect(
    (await store.outcomes('reference', dayOutcomes({ ...soon, reference: true })))[0]?.labelled,
  ).toHaveLength(1);
  expect((await store.outcomes('reference', dayOutcomes(soon)))[0]?.labelled).toEqual([]);
});

test('errors of a regression model are summed with their weights', async () => {
  const rows = [
    prediction({ predictionId: 'a', prediction: 10, weight: 2 }),
    prediction({ predictionId: 'b', prediction: -1 }),
    prediction({ predictionId: 'c', prediction: 5 }),
    prediction({ predictionId: 'd', prediction: 7 }),
  ];
  const labels = [
    label({ label: 8 }),
    label({ predictionId: 'b', label: 2 }),
    label({ predictionId: 'd', label: 'x' }),
  ];
  await fill('regression', rows, labels);
  const [window] = await store.outcomes('regression', dayOutcomes({ regression: true }));
  expect(window).toMatchObject({
    predictions: [{ prediction: '', bin: -1, rows: 4, weight: 5, sumScore: 0 }],
    labelled: [],
    regression: {
      rows: 2,
      weight: 3,
      sumAbsoluteError: 2 * 2 + 3,
      sumSquaredError: 2 * 4 + 9,
      sumFourthPowerError: 2 * 16 + 81,
      sumLabel: 2 * 8 + 2,
      sumSquaredLabel: 2 * 64 + 4,
    },
  });
});

test('outcomes equal those computed row by row for any asOf, however the labels were corrected', async () => {
  const HOUR = 3_600_000;
  const id = fc.integer({ min: 0, max: 25 }).map(String);
  const outcome = fc.constantFrom('late', 'on time');
  const time = fc.integer({ min: 0, max: 72 }).map((hours) => NEW_YEAR + hours * HOUR);
  const predictions = fc.array(
    fc.record({
      predictionId: id,
      timestamp: time,
      prediction: outcome,
      score: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
    }),
    { maxLength: 40, minLength: 1 },
  );
  const labels = fc.array(fc.record({ predictionId: id, timestamp: time, label: outcome }), {
    maxLength: 60,
  });
  let model = 0;
  const property = fc.asyncProperty(predictions, labels, time, async (somePredictions, someLabels, asOf) => {
    model += 1;
    const rows = somePredictions.map((row) => prediction(row));
    const truths = someLabels.map((row) => label(row));
    await fill(`any${model}`, rows, truths);
    const request = dayOutcomes({ end: NEW_YEAR + 7 * DAY, everySeconds: 86_400, asOf });
    const windows = await store.outcomes(`any${model}`, request);
    const flat = windows.flatMap((window) =>
      window.labelled.map((cell) => [window.start, cell.prediction, cell.label, cell.bin, cell.rows]),
    );
    expect(flat).toEqual(bruteForce(rows, truths, asOf));
    const counted = windows.flatMap((window): (PredictionCell | LabelledCell)[] => window.predictions);
    expect(counted.reduce((sum, cell) => sum + cell.rows, 0)).toBe(visible(rows, asOf).length);
  });
  await fc.assert(property, { seed: 11, numRuns: 12, endOnFailure: true });
});

function visible(rows: PredictionRecord[], asOf: number): PredictionRecord[] {
  const last = new Map(rows.map((row) => [`${row.predictionId}/${Math.floor(row.timestamp / DAY)}`, row]));
  return [...last.values()].filter(({ timestamp }) => timestamp < asOf);
}

function bruteForce(rows: PredictionRecord[], labels: LabelRecord[], asOf: number): unknown[] {
  const cells = new Map<string, [number, string, string, number, number]>();
  for (const row of visible(rows, asOf)) {
    const known = labels.filter(
      ({ predictionId, timestamp }) => predictionId === row.predictionId && timestamp <= asOf,
    );
    const newest = known.reduce<LabelRecord | null>(
      (best, some) => (best === null || some.timestamp >= best.timestamp ? some : best),
      null,
    );
    if (newest === null) continue;
    const bin = [0.25, 0.5, 0.75].filter((edge) => edge <= (row.score ?? 0)).length;
    const start = Math.floor(row.timestamp / DAY) * DAY;
    const key = [start, String(row.prediction), String(newest.label), bin] as const;
    const cell = cells.get(key.join()) ?? [...key, 0];
    cell[4] += 1;
    cells.set(key.join(), cell);
  }
  const order = (cell: [number, string, string, number, number]) => cell.slice(0, 4).join();
  return [...cells.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
