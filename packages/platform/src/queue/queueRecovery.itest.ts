import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../testing/index.js';
import { createQueue } from './createQueue.js';
import { defineJobHandler } from './defineJobHandler.js';
import { JOB_NAMES } from './jobNames.js';
import { startTestRedis, type TestRedis } from './testing/startTestRedis.js';

const DOOMED = fileURLToPath(new URL('./fixtures/doomedWorker.mjs', import.meta.url));
const LOCK_MS = 1000;

let servers: TestServers;
let redis: TestRedis;

beforeAll(async () => {
  servers = await startTestServers();
  redis = await startTestRedis();
});
afterAll(async () => {
  await servers.stop();
  await redis.stop();
});

const runs: string[] = [];
const handlers = JOB_NAMES.map((name) =>
  defineJobHandler(name, async (payload) => void runs.push(`${name} ${JSON.stringify(payload)}`)),
);

async function dieHolding(backend: string, url: string, queue: string): Promise<void> {
  const doomed: ChildProcess = spawn(process.execPath, [DOOMED, backend, url, queue, String(LOCK_MS)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (doomed.stdout) await once(doomed.stdout, 'data');
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
}

describe.each(['postgres', 'redis'] as const)('queue on %s', (backend) => {
  it('runs the job of a worker that was killed while it held it', async () => {
    const url = backend === 'redis' ? redis.url : servers.databaseUrl;
    const queue = await createQueue({
      databaseUrl: servers.databaseUrl,
      ...(backend === 'redis' ? { redisUrl: redis.url } : {}),
      prefix: 'killed',
      lockMs: LOCK_MS,
    });
    await queue.add('buildMap', { mapId: backend }, { dedupe: backend });
    await dieHolding(backend, url, 'killed.buildMap');
    expect((await queue.counts()).buildMap.active).toBe(1);
    await queue.startWorkers(handlers, { schedules: false });
    await queue.drained();
    expect(runs).toContain(`buildMap {"mapId":"${backend}"}`);
    await queue.close();
  });
});

describe('queue on PostgreSQL', () => {
  it('goes on after the server cut every connection', async () => {
    const errors: Error[] = [];
    const queue = await createQueue({
      databaseUrl: servers.databaseUrl,
      prefix: 'cut',
      onError: (error) => errors.push(error),
    });
    await queue.startWorkers(handlers, { schedules: false });
    const admin = new Client({ connectionString: servers.databaseUrl });
    await admin.connect();
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await admin.end();
    await queue.add('buildMap', { mapId: 'after the cut' }).catch(() => {
      return queue.add('buildMap', { mapId: 'after the cut' });
    });
    await queue.drained();
    expect(runs).toContain('buildMap {"mapId":"after the cut"}');
    expect(errors.length).toBeGreaterThan(0);
    await queue.close();
  });
});

describe('queue on Redis', () => {
  it('refuses a server that may drop jobs', async () => {
    const evicting = await startTestRedis(['--maxmemory-policy', 'allkeys-lru']);
    const connected = createQueue({ databaseUrl: servers.databaseUrl, redisUrl: evicting.url });
    await expect(connected).rejects.toMatchObject({ code: 'redis_evicts', where: 'REDIS_URL' });
    await evicting.stop();
  });
});
