import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '@clickhouse/client';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { isAlive } from './process/processTable.js';
import { supervisionTimes } from './process/supervisedServer.js';
import { type Embedded, startEmbedded } from './startEmbedded.js';

const root = mkdtempSync(join(tmpdir(), 'driftline-itest-'));
const started: Embedded[] = [];

async function start(name: string, options: Partial<Parameters<typeof startEmbedded>[0]> = {}) {
  const embedded = await startEmbedded({ dataDir: join(root, name), ...options });
  started.push(embedded);
  return embedded;
}

async function sql(embedded: Embedded, text: string) {
  const client = new pg.Client({ connectionString: embedded.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function events(embedded: Embedded, query: string): Promise<unknown[]> {
  const client = createClient({ ...embedded.clickhouse, log: { level: 127 } });
  try {
    return await (await client.query({ query, format: 'JSONEachRow' })).json();
  } finally {
    await client.close();
  }
}

const postgresPid = (name: string) =>
  Number.parseInt(readFileSync(join(root, name, 'postgres', 'postmaster.pid'), 'utf8'), 10);
const sidecarPid = (name: string) =>
  Number(/PID: (\d+)/.exec(readFileSync(join(root, name, 'clickhouse', 'data', 'status'), 'utf8'))?.[1]);

/** Waits for a server to come back; the test's time limit ends a wait that never does. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await delay(50);
    }
  }
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((embedded) => embedded.stop()));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('startEmbedded', () => {
  it('keeps facts, events and secrets from one start to the next', async () => {
    const first = await start('reuse');
    expect(first.health()).toEqual(
      expect.arrayContaining([
        { name: 'postgres', state: 'running', restarts: 0 },
        { name: 'clickhouse', state: 'running', restarts: 0 },
      ]),
    );
    await sql(first, "CREATE TABLE t AS SELECT 'kept' AS a");
    const client = createClient(first.clickhouse);
    await client.command({ query: 'CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a' });
    await client.insert({ table: 't', values: [{ a: 'kept' }], format: 'JSONEachRow' });
    await client.close();
    const pids = [postgresPid('reuse'), sidecarPid('reuse')];
    await first.stop();
    expect(pids.map(isAlive)).toEqual([false, false]);
    expect(existsSync(join(root, 'reuse', 'driftline.lock'))).toBe(false);

    const second = await start('reuse');
    expect(await sql(second, 'SELECT a FROM t')).toEqual([{ a: 'kept' }]);
    expect(await events(second, 'SELECT a FROM t')).toEqual([{ a: 'kept' }]);
    expect(second.encryptionKey).toBe(first.encryptionKey);
    expect(statSync(join(root, 'reuse', 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses a second platform on the same data directory and says who holds it', async () => {
    await start('locked');
    const second = startEmbedded({ dataDir: join(root, 'locked') });
    await expect(second).rejects.toMatchObject({
      code: 'data_directory_locked',
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  it('lets nobody in without the password', async () => {
    const embedded = await start('secured');
    const open = new URL(embedded.databaseUrl);
    open.password = 'wrong';
    const client = new pg.Client({ connectionString: open.href });
    await expect(client.connect()).rejects.toThrow('password authentication failed');
    const { url } = embedded.clickhouse;
    expect((await fetch(`${url}/?query=SELECT%201`)).status).toBe(401);
  });

  it('starts PostgreSQL and the event store again on their ports after a crash', async () => {
    const times = { ...supervisionTimes, firstBackOff: 10 };
    const embedded = await start('crash', { times });
    await sql(embedded, 'CREATE TABLE t AS SELECT 1 AS a');
    const pids = [postgresPid('crash'), sidecarPid('crash')];
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    expect(await eventually(() => sql(embedded, 'SELECT a FROM t'))).toEqual([{ a: 1 }]);
    expect(await eventually(() => events(embedded, 'SELECT 1 AS a'))).toEqual([{ a: 1 }]);
    await eventually(async () => {
      expect(embedded.health().map(({ state, restarts }) => [state, restarts])).toEqual([
        ['running', 1],
        ['running', 1],
      ]);
    });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  it('starts a server again that stopped answering', async () => {
    const times = {
      ...supervisionTimes,
      firstBackOff: 10,
      checkEvery: 20,
      checkTimeout: 300,
      checksUntilKill: 2,
    };
    const embedded = await start('hangs', { times });
    process.kill(sidecarPid('hangs'), 'SIGSTOP');
    await eventually(async () => {
      const health = embedded.health().find(({ name }) => name === 'clickhouse');
      expect(health).toMatchObject({ state: 'running', lastExit: 'SIGKILL' });
    });
    expect(await events(embedded, 'SELECT 1 AS a')).toEqual([{ a: 1 }]);
  });

  it('uses servers that are given, and starts none in their place', async () => {
    const databaseUrl = 'postgresql://somewhere/else';
    const embedded = await start('given', { databaseUrl, clickhouseUrl: 'https://u:p%20w@ch:8443/events' });
    expect(embedded.databaseUrl).toBe(databaseUrl);
    expect(embedded.clickhouse).toEqual({
      url: 'https://ch:8443',
      username: 'u',
      password: 'p w',
      database: 'events',
    });
    expect(embedded.health()).toEqual([]);
  });

  it('removes an ephemeral directory at the end', async () => {
    const embedded = await startEmbedded({ dataDir: '', ephemeral: true });
    const [row] = await sql(embedded, "SELECT current_setting('data_directory') AS directory");
    expect(existsSync(row.directory)).toBe(true);
    await embedded.stop();
    expect(existsSync(join(row.directory, '..'))).toBe(false);
  });

  it('kills a server that does not stop', async () => {
    const embedded = await start('stubborn', { times: { ...supervisionTimes, stopTimeout: 200 } });
    started.pop();
    const pid = sidecarPid('stubborn');
    process.kill(pid, 'SIGSTOP');
    await embedded.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('leaves nothing running when one of the servers cannot start', async () => {
    const first = await start('half');
    await first.stop();
    rmSync(join(root, 'half', 'postgres', 'global'), { recursive: true });
    await expect(startEmbedded({ dataDir: join(root, 'half') })).rejects.toMatchObject({
      code: 'embedded_postgres_failed',
    });
    // The engine removes the file that it locks when it is closed in order.
    expect(existsSync(join(root, 'half', 'clickhouse', 'data', 'status'))).toBe(false);
    expect(existsSync(join(root, 'half', 'driftline.lock'))).toBe(false);
  });
});
