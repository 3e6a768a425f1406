import type { PredictionRecord } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { expectProblem } from '../testing/expectProblem.js';
import { DAY, iso, openIncident, START, windowOf } from '../testing/facts.js';

let servers: TestServers;
let api: ApiOnServers;

const prediction = (day: number, id: number): PredictionRecord => ({
  model: 'flights',
  modelVersion: '1',
  predictionId: `p${day}-${id}`,
  timestamp: START + day * DAY + id,
  features: { distance: id, carrier: id % 2 === 0 ? 'AA' : 'UA', night: id === 3 },
  prediction: undefined,
  score: 0.5,
  scores: undefined,
  tags: undefined,
  weight: 1,
  reference: false,
});

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
  const { database, eventStore } = api.platform;
  const { id } = await database.models.findOrCreate('flights');
  await database.models.findOrCreate('a/b % ü');
  await database.models.findOrCreate('x'.repeat(200));
  await openIncident(api.platform, 'flights', 3);
  await database.references.save({
    modelId: id,
    learntAt: START,
    start: START - 31 * DAY,
    end: START,
    rows: 4,
    windowSeconds: 86_400,
    slis: [],
    document: {
      windowSeconds: 86_400,
      layout: { edges: { distance: [1, 2] }, categories: { carrier: ['AA'] } },
      columns: {
        distance: { profile: { numeric: { bins: [1, 2, 1] } } },
        carrier: { profile: { text: { bins: [3, 1] } } },
        night: { profile: { types: { boolean: 4 }, trueCount: 1 } },
      },
    },
  });
  for (const day of [0, 1, 2]) await database.windows.upsert(id, windowOf(day, { rows: day }));
  await database.windows.upsert(id, windowOf(1, { asOf: iso(4), state: 'revised', rows: 7 }));
  const records = [0, 1].flatMap((day) => [0, 1, 2, 3].map((each) => prediction(day, each)));
  await eventStore.insertPredictions(id, records, 'once');
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

describe('GET /v1/models', () => {
  it('lists every model by name, with its reference and open incidents', async () => {
    const { body } = await api.call('GET', '/v1/models');
    expect(body).toMatchObject({
      items: [
        { name: 'a/b % ü', reference: null, windowSeconds: null, openIncidents: 0 },
        { name: 'flights', reference: { rows: 4, end: iso(0) }, windowSeconds: 86_400, openIncidents: 1 },
        { name: 'x'.repeat(200) },
      ],
      nextCursor: null,
    });
  });

  it.each(['flights', 'a/b % ü', 'x'.repeat(200)])('finds %s', async (name) => {
    const reply = await api.call('GET', `/v1/models/${encodeURIComponent(name)}`);
    expect(reply).toMatchObject({ status: 200, body: { name } });
  });

  it.each(['', '/windows', '/profiles?column=a&from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z'])(
    'of an unknown name: GET /v1/models/none%s says so',
    async (rest) => {
      expectProblem(await api.call('GET', `/v1/models/none${rest}`), 404, 'unknown_model');
    },
  );
});

describe('GET /v1/models/{name}/windows', () => {
  it.each([
    ['all', '', [0, 7, 2]],
    ['from a start on', `from=${iso(1)}`, [7, 2]],
    ['up to a start, which no longer counts', `to=${iso(1)}`, [0]],
    ['from and to', `from=${iso(1)}&to=${iso(2)}`, [7]],
    ['with an offset', 'from=2001-01-02T01:00:00%2B01:00', [7, 2]],
    ['the newest only', 'limit=1', [2]],
    ['in the whole of time', 'from=0000-01-01T00:00:00%2B01:00&to=9999-12-31T23:59:59Z', [0, 7, 2]],
    ['of an empty range', `from=${iso(2)}&to=${iso(1)}`, []],
  ])('%s', async (_case, query, rows) => {
    const { status, body } = await api.call('GET', `/v1/models/flights/windows?${query}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { items: rows.map((each) => ({ rows: each })) },
    });
    expect((body as { items: unknown[] }).items).toHaveLength(rows.length);
  });

  it.each([
    ['a date without time', 'from=2001-01-01', 'query/from'],
    ['a time without zone', 'from=2001-01-01T00:00:00', 'query/from'],
    ['no date of the calendar', 'to=2001-02-30T00:00:00Z', 'query/to'],
    ['a number', 'from=978307200000', 'query/from'],
    ['no window at all', 'limit=0', 'query/limit'],
    ['too many windows', 'limit=10001', 'query/limit'],
    ['half a window', 'limit=1.5', 'query/limit'],
    ['a limit in words', 'limit=many', 'query/limit'],
    ['the same twice', `from=${iso(0)}&from=${iso(1)}`, 'query/from'],
  ])('refuses %s', async (_case, query, where) => {
    const reply = await api.call('GET', `/v1/models/flights/windows?${query}`);
    expectProblem(reply, 400, 'invalid_input');
    expect(reply.body).toMatchObject({ where });
  });
});

describe('GET /v1/models/{name}/profiles', () => {
  const profiles = (column: string, from = iso(0), to = iso(2)) =>
    api.call('GET', `/v1/models/flights/profiles?column=${column}&from=${from}&to=${to}`);

  it.each([
    ['numbers', 'distance', { edges: [1, 2], categories: null, reference: { counts: [1, 2, 1] } }, 4, 1.5],
    ['texts', 'carrier', { edges: null, categories: ['AA'], reference: { counts: [3, 1] } }, 4, null],
    ['booleans', 'night', { edges: null, categories: null, reference: { counts: [3, 1] } }, 4, null],
  ])('of %s, window by window', async (_case, column, expected, rows, mean) => {
    const { status, body } = await profiles(column);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        ...expected,
        windows: [
          { start: iso(0), rows, missing: 0, mean },
          { start: iso(1), rows },
        ],
      },
    });
    const { windows } = body as { windows: { counts: number[] }[] };
    for (const { counts } of windows) expect(counts.reduce((sum, each) => sum + each, 0)).toBe(rows);
  });

  it('of the whole of time are those of the windows with rows', async () => {
    const { body } = await profiles('distance', '0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z');
    expect(body).toMatchObject({ windows: [{ start: iso(0) }, { start: iso(1) }] });
  });

  it('of a range without rows are none', async () => {
    expect((await profiles('distance', iso(50), iso(60))).body).toMatchObject({ windows: [] });
  });

  it.each(['none', 'constructor', '__proto__', 'toString'])('of %s, which is no feature', async (column) => {
    expectProblem(await profiles(column), 404, 'unknown_column');
  });

  it('of a model without reference', async () => {
    const reply = await api.call(
      'GET',
      `/v1/models/${encodeURIComponent('a/b % ü')}/profiles?column=a&from=${iso(0)}&to=${iso(1)}`,
    );
    expectProblem(reply, 404, 'unknown_column');
  });

  it.each([
    ['no column', `from=${iso(0)}&to=${iso(1)}`],
    ['no from', `column=distance&to=${iso(1)}`],
    ['no to', `column=distance&from=${iso(0)}`],
    ['a bad time', `column=distance&from=yesterday&to=${iso(1)}`],
  ])('refuses %s', async (_case, query) => {
    expectProblem(await api.call('GET', `/v1/models/flights/profiles?${query}`), 400, 'invalid_input');
  });
});
