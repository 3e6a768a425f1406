import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@clickhouse/client';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { ServerHealth } from './process/managedServer.js';
import { isAlive } from './process/processTable.js';
import { type Embedded, startEmbedded } from './startEmbedded.js';

const root = mkdtempSync(join(tmpdir(), 'driftline-orphans-'));
const entry = fileURLToPath(new URL('../../dist/embedded/startEmbedded.js', import.meta.url));
const platforms: ChildProcess[] = [];
const started: Embedded[] = [];

/** A platform in a process of its own, which can be killed. */
async function platformProcess(dataDir: string): Promise<{ platform: ChildProcess; embedded: Embedded }> {
  const script = `
    import { startEmbedded } from ${JSON.stringify(entry)};
    const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(JSON.stringify(embedded));`;
  const platform = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  platforms.push(platform);
  for await (const line of createInterface({ input: platform.stdout })) {
    return { platform, embedded: JSON.parse(line) };
  }
  expect.unreachable('the platform process said nothing');
}

function serverPids(dataDir: string): number[] {
  const postmaster = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  const status = readFileSync(join(dataDir, 'clickhouse', 'data', 'status'), 'utf8');
  return [Number.parseInt(postmaster, 10), Number(/PID: (\d+)/.exec(status)?.[1])];
}

async function untilGone(pids: number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(25);
}

afterEach(async () => {
  for (const platform of platforms.splice(0)) platform.kill('SIGKILL');
  await Promise.all(started.splice(0).map((embedded) => embedded.stop()));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('servers whose platform is killed', () => {
  it('end by themselves', async () => {
    const dataDir = join(root, 'killed');
    const { platform } = await platformProcess(dataDir);
    const pids = serverPids(dataDir);
    expect(pids.map(isAlive)).toEqual([true, true]);
    platform.kill('SIGKILL');
    await untilGone(pids);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('make way for the next platform at once, even a server that hangs', async () => {
    const dataDir = join(root, 'successor');
    const { platform } = await platformProcess(dataDir);
    const pids = serverPids(dataDir);
    const [, sidecar = 0] = pids;
    process.kill(sidecar, 'SIGSTOP');
    const ended = new Promise((resolve) => platform.once('exit', resolve));
    platform.kill('SIGKILL');
    await ended;
    const embedded = await startEmbedded({ dataDir });
    started.push(embedded);
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(embedded.health().map(({ state }) => state)).toEqual(['running', 'running']);
  });
});

describe('the event store, killed while rows come in', () => {
  it('loses no acknowledged row and starts again with a whole table', async () => {
    const dataDir = join(root, 'durable');
    const embedded = await startEmbedded({ dataDir });
    started.push(embedded);
    const client = createClient({ ...embedded.clickhouse, log: { level: 127 } });
    await client.command({ query: 'CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a' });
    const acknowledged = new Set<number>();
    const writer = async (lane: number) => {
      for (let n = 0; n < 1000; n += 1) {
        const a = lane * 1000 + n;
        await client.insert({ table: 't', values: [{ a }], format: 'JSONEachRow' });
        acknowledged.add(a);
        if (acknowledged.size === 60) process.kill(serverPids(dataDir)[1] ?? 0, 'SIGKILL');
      }
    };
    await Promise.allSettled([writer(0), writer(1), writer(2)]);
    expect(acknowledged.size).toBeGreaterThanOrEqual(60);
    expect(acknowledged.size).toBeLessThan(3000);
    const isBack = ({ name, state, restarts }: ServerHealth) =>
      name === 'clickhouse' && state === 'running' && restarts === 1;
    while (!embedded.health().some(isBack)) await delay(25);
    const result = await client.query({ query: 'SELECT a FROM t', format: 'JSONCompactEachRow' });
    const stored = new Set((await result.json<[number]>()).map(([a]) => a));
    expect([...acknowledged].filter((a) => !stored.has(a))).toEqual([]);
    await client.close();
  });
});
