import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { loadConfig, newApiKey, openPlatform } from '@driftline/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from './fakes/post.js';

/** The built process, as an operator runs it. */
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const ROWS = 50;

let dataDir: string;
const environment = () => ({ DRIFTLINE_DATA_DIR: dataDir, DRIFTLINE_PORT: '0' });
const open = () =>
  openPlatform({
    process: 'test',
    config: loadConfig({ ...environment(), DRIFTLINE_LOG_LEVEL: 'silent' }),
  });

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'driftline-kill-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts the collector with its embedded servers; resolves with its address once it takes events. */
async function startCollector(): Promise<{ url: string; child: ChildProcess; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...environment() },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /"url":"(http[^"]+)"/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stderr.resume();
    return { url, child, ended };
  }
  throw new TypeError('the collector ended before it took events');
}

const batch = (number: number) =>
  Array.from({ length: ROWS }, (_, row) =>
    JSON.stringify({
      model: 'killed',
      predictionId: `${number}-${row}`,
      timestamp: '2001-05-01T00:00:00Z',
      score: 0.5,
      features: { number, row },
    }),
  ).join('\n');

describe('kill -9 in the middle of ingestion', () => {
  it('loses no acknowledged event and, after the repeats, duplicates none', async () => {
    const { key, prefix, hash } = newApiKey();
    const before = await open();
    await before.database.apiKeys.create({ name: 'test', prefix, hash, scopes: ['ingest'] });
    await before.close();

    const acknowledged = new Set<number>();
    const unanswered: number[] = [];
    const first = await startCollector();
    const send = async (url: string, number: number) => {
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `batch-${number}` };
      const reply = await post(`${url}/v1/predictions`, { body: batch(number), headers });
      expect(reply.status).toBe(200);
      acknowledged.add(number);
      if (acknowledged.size === 20) first.child.kill('SIGKILL');
    };
    const lanes = Array.from({ length: 4 }, async (_, lane) => {
      for (let number = lane; ; number += 4) {
        try {
          await send(first.url, number);
        } catch {
          unanswered.push(number);
          return;
        }
      }
    });
    await Promise.all(lanes);
    await first.ended;
    expect(acknowledged.size).toBeGreaterThanOrEqual(20);
    expect(unanswered).toHaveLength(4);

    const second = await startCollector();
    const acknowledgedBefore = [...acknowledged];
    for (const number of unanswered) await send(second.url, number);
    for (const number of acknowledgedBefore.slice(-8)) await send(second.url, number);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);

    const after = await open();
    const model = await after.database.models.getByName('killed');
    const end = Date.parse('2002-01-01');
    const range = { start: 0, end, asOf: end, reference: false };
    const rows = await after.eventStore.sampleRows(model?.id ?? '', range, 1_000_000);
    await after.close();
    expect(rows).toHaveLength(acknowledged.size * ROWS);
    expect(new Set(rows.map((row) => row.predictionId)).size).toBe(rows.length);
    const batches = new Set(rows.map((row) => Number(row.predictionId.split('-')[0])));
    expect(batches).toEqual(acknowledged);
  });
});
