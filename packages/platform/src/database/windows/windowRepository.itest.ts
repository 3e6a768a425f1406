import type { WindowState } from '@driftline/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { connectDatabase } from '../connectDatabase.js';
import type { Database } from '../database.js';
import type { WindowEvaluation } from './windowEvaluation.js';

const DAY = 86_400_000;
const START = Date.UTC(2001, 0, 1);
const iso = (day: number) => new Date(START + day * DAY).toISOString();

let servers: TestServers;
let database: Database;
let modelId: string;

beforeAll(async () => {
  servers = await startTestServers();
  database = await connectDatabase({ url: servers.databaseUrl });
});
afterAll(async () => {
  await database.close();
  await servers.stop();
});
beforeEach(async () => {
  await database.models.delete(modelId ?? '');
  modelId = (await database.models.findOrCreate('flights')).id;
});

function evaluation(day: number, asOf: number, state: WindowState, rows = 10): WindowEvaluation {
  const sli = {
    metric: 'accuracy',
    kind: 'realised' as const,
    estimator: 'realised',
    value: 0.8,
    low: 0.7,
    high: 0.9,
  };
  return {
    start: iso(day),
    end: iso(day + 1),
    asOf: iso(asOf),
    state,
    rows,
    maturity: 0.5,
    slis: [{ ...sli, rows }],
    findings: [],
    profile: { day, asOf },
    referenceVersion: 1,
  };
}

async function evaluate(...evaluations: WindowEvaluation[]): Promise<void> {
  for (const each of evaluations) await database.windows.upsert(modelId, each);
}

describe('WindowRepository', () => {
  it('shows the newest evaluation of each window, oldest window first, without profile', async () => {
    await evaluate(
      evaluation(1, 3, 'revised', 12),
      evaluation(0, 1, 'final'),
      evaluation(1, 2, 'final', 11),
      evaluation(0, 0.5, 'provisional'),
    );
    const { profile, referenceVersion, ...shown } = evaluation(0, 1, 'final');
    const windows = await database.windows.list(modelId);
    expect(windows[0]).toEqual(shown);
    expect(windows.map(({ start, state, rows }) => [start, state, rows])).toEqual([
      [iso(0), 'final', 10],
      [iso(1), 'revised', 12],
    ]);
    expect((await database.windows.evaluations(modelId, START + DAY)).map(({ state }) => state)).toEqual([
      'final',
      'revised',
    ]);
  });

  it('replaces an evaluation that is done again', async () => {
    await evaluate(evaluation(0, 1, 'final', 10), evaluation(0, 1, 'final', 99));
    expect(await database.windows.get(modelId, START)).toEqual(evaluation(0, 1, 'final', 99));
    expect(await database.windows.evaluations(modelId, START)).toHaveLength(1);
    expect(await database.windows.get(modelId, START + DAY)).toBeUndefined();
  });

  it('lists a range by start, the newest when there are too many', async () => {
    await evaluate(...[0, 1, 2, 3, 4].map((day) => evaluation(day, day + 1, 'final')));
    const starts = async (range: object) =>
      (await database.windows.list(modelId, range)).map(({ start }) => (Date.parse(start) - START) / DAY);
    expect(await starts({ from: START + DAY, to: START + 3 * DAY })).toEqual([1, 2]);
    expect(await starts({ limit: 2 })).toEqual([3, 4]);
    expect(await starts({ to: START })).toEqual([]);
  });

  it('tells the history as it was known before an asOf', async () => {
    await evaluate(
      evaluation(0, 1, 'final', 1),
      evaluation(0, 5, 'revised', 2),
      evaluation(1, 2, 'final', 3),
      evaluation(2, 3, 'final', 4),
    );
    const rows = async (asOf: number, count = 10) =>
      (await database.windows.history(modelId, START + asOf * DAY, count)).map((window) => window.rows);
    expect(await rows(1)).toEqual([]);
    expect(await rows(3)).toEqual([1, 3]);
    expect(await rows(5)).toEqual([1, 3, 4]);
    expect(await rows(6)).toEqual([2, 3, 4]);
    expect(await rows(6, 2)).toEqual([3, 4]);
    const [first] = await database.windows.history(modelId, START + 3 * DAY, 10);
    expect(first?.profile).toEqual({ day: 0, asOf: 1 });
    expect(await database.windows.newestAsOf(modelId)).toBe(START + 5 * DAY);
    expect(await database.windows.newestAsOf('unknown')).toBeNull();
  });

  it('drops old profiles and keeps what is shown', async () => {
    await evaluate(evaluation(0, 1, 'final'), evaluation(5, 6, 'final'));
    expect(await database.windows.dropProfiles(START + 2 * DAY)).toBe(1);
    expect(await database.windows.dropProfiles(START + 2 * DAY)).toBe(0);
    expect((await database.windows.get(modelId, START))?.profile).toBeNull();
    expect((await database.windows.get(modelId, START + 5 * DAY))?.profile).toEqual({ day: 5, asOf: 6 });
    expect(await database.windows.list(modelId)).toHaveLength(2);
  });
});
