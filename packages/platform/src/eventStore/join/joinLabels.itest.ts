import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import type { EventStore } from '../eventStore.js';
import { DAY, dayOutcomes, joinAll, label, NEW_YEAR, prediction, testStore } from '../testing/testStore.js';

let servers: TestServers;
let store: EventStore;

beforeAll(async () => {
  servers = await startTestServers();
  store = await testStore(servers, { maxRowsPerJoin: 10 });
});

afterAll(async () => {
  await store.close();
  await servers.stop();
});

const HOUR = 3_600_000;

/** What is known of the outcomes by asOf, as `prediction/label xrows`. */
async function known(modelId: string, asOf = NEW_YEAR + 100 * DAY, days = 1): Promise<string[]> {
  const range = { start: NEW_YEAR, end: NEW_YEAR + days * DAY };
  const [window] = await store.outcomes(modelId, dayOutcomes({ ...range, asOf }));
  return (window?.labelled ?? []).map((cell) => `${cell.prediction}/${cell.label} x${cell.rows}`);
}

test('a corrected label counts from the time at which it became known', async () => {
  await store.insertPredictions('asof', [prediction()], 'p');
  await store.insertLabels('asof', [label({ timestamp: NEW_YEAR + 2 * HOUR, label: 'on time' })], '1');
  await store.insertLabels('asof', [label({ timestamp: NEW_YEAR + 5 * HOUR, label: 'late' })], '2');
  await store.insertLabels('asof', [label({ timestamp: NEW_YEAR + 3 * HOUR, label: 'lost' })], '3');
  await joinAll(store, 'asof');
  expect(await known('asof', NEW_YEAR + 2 * HOUR - 1)).toEqual([]);
  expect(await known('asof', NEW_YEAR + 2 * HOUR)).toEqual(['late/on time x1']);
  expect(await known('asof', NEW_YEAR + 4 * HOUR)).toEqual(['late/lost x1']);
  expect(await known('asof', NEW_YEAR + 5 * HOUR)).toEqual(['late/late x1']);
  expect((await store.getPrediction('asof', 'a')).labels.map(({ label }) => label)).toEqual([
    'on time',
    'lost',
    'late',
  ]);
});

test('of two labels with the same time the last to arrive wins', async () => {
  await store.insertPredictions('ties', [prediction()], 'p');
  await store.insertLabels('ties', [label({ label: 'first' }), label({ label: 'second' })], '1');
  await joinAll(store, 'ties');
  expect(await known('ties')).toEqual(['late/second x1']);
  await store.insertLabels('ties', [label({ label: 'third' })], '2');
  await joinAll(store, 'ties');
  expect(await known('ties')).toEqual(['late/third x1']);
});

test('a label that came before its prediction joins when the prediction lands', async () => {
  await store.insertLabels('early', [label()], 'l');
  const cursor = await joinAll(store, 'early');
  await store.insertPredictions('early', [prediction()], 'p');
  await joinAll(store, 'early', cursor);
  expect(await known('early')).toEqual(['late/late x1']);
});

test('a label applies to every version and every day of its id', async () => {
  const rows = [prediction(), prediction({ modelVersion: '2' }), prediction({ timestamp: NEW_YEAR + DAY })];
  await store.insertPredictions('every', [...rows, prediction({ predictionId: 'b' })], 'p');
  await store.insertLabels('every', [label()], 'l');
  await joinAll(store, 'every');
  expect(await known('every', undefined, 2)).toEqual(['late/late x3']);
});

test('a label with the time of its prediction applies to that day only, whichever lands first', async () => {
  const twoDays = [prediction(), prediction({ timestamp: NEW_YEAR + DAY })];
  const hinted = label({ predictionTimestamp: NEW_YEAR + DAY + HOUR });
  await store.insertPredictions('hint', twoDays, 'p');
  await store.insertLabels('hint', [hinted], 'l');
  await joinAll(store, 'hint');
  expect([await known('hint'), await known('hint', undefined, 2)]).toEqual([[], ['late/late x1']]);
  await store.insertLabels('hint2', [hinted], 'l');
  await joinAll(store, 'hint2');
  await store.insertPredictions('hint2', twoDays, 'p');
  await joinAll(store, 'hint2');
  expect([await known('hint2'), await known('hint2', undefined, 2)]).toEqual([[], ['late/late x1']]);
});

test('a prediction that replaces another takes its labels, corrected ones too', async () => {
  await store.insertPredictions('again', [prediction({ prediction: 'on time' })], '1');
  await store.insertLabels('again', [label(), label({ timestamp: NEW_YEAR + HOUR, label: 'on time' })], 'l');
  let cursor = await joinAll(store, 'again');
  expect(await known('again')).toEqual(['on time/on time x1']);
  await store.insertPredictions('again', [prediction({ prediction: 'late' })], '2');
  cursor = await joinAll(store, 'again', cursor);
  expect(await known('again', NEW_YEAR + 1)).toEqual(['late/late x1']);
  expect(await known('again')).toEqual(['late/on time x1']);
});

test('a label joins the replacing prediction even when both replaced and replacing rows are still stored', async () => {
  await store.insertPredictions('replaced', [prediction({ prediction: 'new' })], '1');
  await store.insertPredictions('replaced', [prediction({ prediction: 'newest' })], '2');
  await store.insertLabels('replaced', [label()], 'l');
  await joinAll(store, 'replaced');
  expect(await known('replaced')).toEqual(['newest/late x1']);
});

test('joining again from any cursor changes nothing', async () => {
  await store.insertPredictions('idem', [prediction()], 'p');
  await store.insertLabels('idem', [label(), label({ timestamp: NEW_YEAR + HOUR, label: 'x' })], 'l');
  const cursor = await joinAll(store, 'idem');
  const before = [await known('idem', NEW_YEAR + 1), await known('idem')];
  await joinAll(store, 'idem');
  await joinAll(store, 'idem', cursor);
  expect([await known('idem', NEW_YEAR + 1), await known('idem')]).toEqual(before);
});

test('labels that nobody predicted stay, and labels of months join in steps of bounded size', async () => {
  const rows = Array.from({ length: 12 }, (_, month) =>
    prediction({ predictionId: `${month}`, timestamp: Date.UTC(2001, month, 15) }),
  );
  for (const [index, row] of rows.entries()) await store.insertPredictions('steps', [row], `p${index}`);
  for (const index of rows.keys()) {
    const ids = [`${index}`, `unknown ${index}`];
    await store.insertLabels(
      'steps',
      ids.map((predictionId) => label({ predictionId })),
      `l${index}`,
    );
  }
  const first = await store.joinLabels('steps', '0');
  expect(first).toMatchObject({ more: true, predictions: 10, labels: 0 });
  const cursor = await joinAll(store, 'steps');
  expect(await known('steps', NEW_YEAR + 365 * DAY, 365)).toEqual(['late/late x12']);
  const unknown = prediction({ predictionId: 'unknown 3' });
  await store.insertPredictions('steps', [unknown], 'late');
  expect(await store.joinLabels('steps', cursor)).toMatchObject({ more: false });
  expect(await known('steps')).toEqual(['late/late x1']);
});

test('with nothing new the cursor moves on and nothing is joined', async () => {
  await store.insertPredictions('idle', [prediction()], 'p');
  const cursor = await joinAll(store, 'idle');
  const result = await store.joinLabels('idle', cursor);
  expect(result).toMatchObject({ labels: 0, more: false });
  expect(BigInt(result.cursor) >= BigInt(cursor)).toBe(true);
});

test('a model without events has nothing to join', async () => {
  expect(await store.joinLabels('nobody', '0')).toMatchObject({ labels: 0, predictions: 0, more: false });
});

test('what one step has joined is not named again as changed after the next', async () => {
  await store.insertPredictions('once', [prediction()], 'p');
  await store.insertLabels('once', [label()], 'l');
  let result = await store.joinLabels('once', '0');
  // An insert within the clock's slack before the step may be taken by the next one too.
  while (result.labels + result.predictions > 0) result = await store.joinLabels('once', result.cursor);
  expect((await store.changedSince('once', result.cursor)).hours).toEqual([]);
});

test('changes name the hours of live predictions that arrived or were labelled', async () => {
  await store.insertPredictions(
    'changes',
    [prediction(), prediction({ predictionId: 'r', reference: true })],
    'p',
  );
  const { moment, hours } = await store.changedSince('changes', '0');
  expect(hours).toEqual([{ start: NEW_YEAR, predictions: 1, labels: 0 }]);
  await store.insertPredictions(
    'changes',
    [prediction({ predictionId: 'b', timestamp: NEW_YEAR + 5 * HOUR + 1 })],
    'p2',
  );
  await store.insertLabels('changes', [label(), label({ predictionId: 'r' })], 'l');
  await joinAll(store, 'changes');
  const later = (await store.changedSince('changes', moment)).hours;
  expect(later.find(({ start }) => start === NEW_YEAR)).toMatchObject({ labels: 1 });
  expect(later.find(({ start }) => start === NEW_YEAR + 5 * HOUR)).toEqual({
    start: NEW_YEAR + 5 * HOUR,
    predictions: 1,
    labels: 0,
  });
});
