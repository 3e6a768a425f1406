import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, openPlatform } from '@driftline/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesBelow } from '../testing/processesBelow.js';
import { type UpProcess, upOn } from '../testing/upProcess.js';

const ROWS = 100;
const LANES = 4;
const KILLS = 3;
/** Answered batches between two kills. */
const BETWEEN_KILLS = 25;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driftline-kill-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ids = (batch: number) => Array.from({ length: ROWS }, (_, row) => `${batch}-${row}`);

/** Sends a batch of predictions, then their labels; resolves when both are acknowledged. */
async function send({ keys: { url, ingestKey } }: UpProcess, batch: number): Promise<void> {
  const timestamp = '2026-01-05T12:00:00Z';
  const events = {
    predictions: (predictionId: string) => ({
      model: 'killed',
      predictionId,
      timestamp,
      score: 0.5,
      features: { batch },
    }),
    labels: (predictionId: string) => ({ model: 'killed', predictionId, timestamp, label: true }),
  };
  for (const [kind, event] of Object.entries(events)) {
    const response = await fetch(`${url}/v1/${kind}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${ingestKey}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': `${kind}-${batch}`,
      },
      body: ids(batch)
        .map((id) => JSON.stringify(event(id)))
        .join('\n'),
    });
    const answer = await response.json();
    if (response.status !== 200) throw new TypeError(`batch ${batch}: ${JSON.stringify(answer)}`);
    expect(answer).toMatchObject({ accepted: ROWS, rejected: 0 });
  }
}

/** Sends batches side by side until the platform dies; it is killed once enough of them are acknowledged. */
async function sendUntilKilled(up: UpProcess, firstBatch: number) {
  const acknowledged: number[] = [];
  const unanswered: number[] = [];
  let killed: ReturnType<UpProcess['end']> | undefined;
  const lane = async (first: number) => {
    for (let batch = first; ; batch += LANES) {
      try {
        await send(up, batch);
      } catch (error) {
        // Until the kill every batch must be taken.
        if (killed === undefined) throw error;
        unanswered.push(batch);
        return;
      }
      acknowledged.push(batch);
      if (acknowledged.length === BETWEEN_KILLS) killed = up.end('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, i) => lane(firstBatch + i)));
  expect(await killed).toBe('SIGKILL');
  return { acknowledged, unanswered };
}

/** Resolves when no server is left behind. */
async function untilNoneIsLeft(dataDir: string): Promise<void> {
  await expect.poll(() => processesBelow(dataDir), { timeout: 60_000, interval: 100 }).toEqual([]);
}

describe('kill -9 of the whole platform in the middle of ingestion', () => {
  it('loses no acknowledged event, doubles none, and leaves no server behind', async () => {
    const dataDir = join(folder, 'data');
    const sent: number[] = [];
    let repeat: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const up = await upOn(dataDir);
      // What was not answered is sent again, and some of what was: both must count once.
      for (const batch of repeat) await send(up, batch);
      const { acknowledged, unanswered } = await sendUntilKilled(up, (kill + 1) * 100_000);
      expect(acknowledged.length).toBeGreaterThanOrEqual(BETWEEN_KILLS);
      sent.push(...acknowledged, ...unanswered);
      repeat = [...unanswered, ...acknowledged.slice(-5)];
      // After every other kill the next start meets whatever is still going down.
      if (kill % 2 === 0) await untilNoneIsLeft(dataDir);
    }
    const last = await upOn(dataDir);
    for (const batch of repeat) await send(last, batch);
    expect(await last.end('SIGTERM')).toBe(0);
    await untilNoneIsLeft(dataDir);

    const platform = await openPlatform({
      process: 'test',
      config: loadConfig({ DRIFTLINE_DATA_DIR: dataDir, DRIFTLINE_LOG_LEVEL: 'silent' }),
    });
    try {
      const { id = '' } = (await platform.database.models.getByName('killed')) ?? {};
      const range = {
        start: Date.UTC(2026, 0, 5),
        end: Date.UTC(2026, 0, 6),
        asOf: Date.UTC(2026, 1),
        reference: false,
      };
      const stored = await platform.eventStore.sampleRows(id, range, 1_000_000);
      expect(stored.map(({ predictionId }) => predictionId).sort()).toEqual(sent.flatMap(ids).sort());
      for (let step = await platform.eventStore.joinLabels(id, '0'); step.more; )
        step = await platform.eventStore.joinLabels(id, step.cursor);
      const labels = await platform.eventStore.labelDelay(id, { ...range, ages: [] });
      expect(labels.labelled).toBe(stored.length);
    } finally {
      await platform.close();
    }
  });
});
