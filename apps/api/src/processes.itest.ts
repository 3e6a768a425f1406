import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, newApiKey, openPlatform, type Platform } from '@driftline/platform';
import { freePort, startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentOf } from './testing/apiOnServers.js';
import { type Call, callTo } from './testing/call.js';

const PROCESSES = ['collector', 'worker', 'api'] as const;
const WAIT = { timeout: 90_000, interval: 250 };

const [ROWS, REFERENCE_ROWS] = [4000, 3000];
/** Ten minutes apart: three weeks of reference, then one of live traffic. */
const at = (id: number) => new Date(Date.UTC(2001, 0, 1) + id * 600_000).toISOString();
const prediction = (id: number) => ({
  model: 'late-trips',
  predictionId: `p${id}`,
  timestamp: at(id),
  features: { distance: id % 100 },
  score: (id % 10) / 10,
  reference: id < REFERENCE_ROWS,
});
const label = (id: number) => ({
  model: 'late-trips',
  predictionId: `p${id}`,
  timestamp: at(id + 6),
  label: id % 10 > 4,
});
const lines = (event: (id: number) => object) =>
  Array.from({ length: ROWS }, (_, id) => JSON.stringify(event(id))).join('\n');

interface Process {
  child: ChildProcess;
  call: Call;
}

let servers: TestServers;
let platform: Platform;
let base: string;
const started = new Map<string, Process>();
const output: string[] = [];

const call: (name: (typeof PROCESSES)[number], ...request: Parameters<Call>) => ReturnType<Call> = (
  name,
  ...request
) => {
  const process = started.get(name);
  if (!process) throw new RangeError(`${name} was not started`);
  return process.call(...request);
};

beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'driftline-processes-')));
  await mkdir(join(base, 'pipeline'));
  await writeFile(
    join(base, 'pipeline/train.py'),
    "import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\n\ntrips = pd.read_csv('s3://raw/trips.csv')\nmodel = LogisticRegression().fit(trips[['distance']], trips['late'])\n",
  );
  servers = await startTestServers();
  const environment = { ...environmentOf(servers), DRIFTLINE_MAP_ROOTS: base };
  platform = await openPlatform({ process: 'test', config: loadConfig(environment), ephemeral: true });
  const { key, prefix, hash } = newApiKey();
  await platform.database.apiKeys.create({ name: 'test', prefix, hash, scopes: ['admin'] });
  for (const name of PROCESSES) {
    const port = await freePort();
    const main = fileURLToPath(new URL(`../../${name}/dist/main.js`, import.meta.url));
    const child = spawn(process.execPath, [main], {
      cwd: base,
      env: {
        ...process.env,
        ...environment,
        DRIFTLINE_DATA_DIR: join(base, name),
        DRIFTLINE_PORT: String(port),
        DRIFTLINE_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => output.push(`${name}: ${chunk}`));
    }
    started.set(name, { child, call: callTo(`http://127.0.0.1:${port}`, key) });
  }
});
afterAll(async () => {
  for (const { child } of started.values()) {
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await platform?.close();
  await servers?.stop();
  await rm(base, { recursive: true });
});

describe('collector, worker and API as processes of their own, on shared servers', () => {
  it.each(PROCESSES)('%s becomes ready', async (name) => {
    const state = async () => {
      if (started.get(name)?.child.exitCode !== null) return ['has ended', ...output];
      const reply = await call(name, 'GET', '/readyz', { key: null }).catch(() => undefined);
      return reply?.status === 200 ? 'ready' : undefined;
    };
    await expect.poll(state, WAIT).toBeDefined();
    expect(await state()).toBe('ready');
  });

  it('what the collector acknowledged, the API shows', async () => {
    const sent = { headers: { 'content-type': 'application/x-ndjson' } };
    const predictions = await call('collector', 'POST', '/v1/predictions', {
      ...sent,
      body: lines(prediction),
    });
    expect(predictions).toMatchObject({ status: 200, body: { accepted: ROWS, rejected: 0 } });
    const labels = await call('collector', 'POST', '/v1/labels', { ...sent, body: lines(label) });
    expect(labels).toMatchObject({ status: 200, body: { accepted: ROWS, rejected: 0 } });
    await expect
      .poll(async () => (await call('api', 'GET', '/v1/models/late-trips')).body, WAIT)
      .toMatchObject({ name: 'late-trips', rows: ROWS, labels: ROWS, columns: [{ name: 'distance' }] });
  });

  it('what the worker learnt and evaluated, the API shows', async () => {
    await expect
      .poll(async () => (await call('api', 'GET', '/v1/models/late-trips')).body, WAIT)
      .toMatchObject({ task: 'binary', reference: { rows: REFERENCE_ROWS } });
    await expect
      .poll(async () => (await call('api', 'GET', '/v1/models/late-trips/windows')).body, WAIT)
      .toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ state: 'final' })]) });
  });

  it('the worker makes the map that the API was asked for, in one call', async () => {
    const repository = join(base, 'pipeline');
    const { status, body } = await call('api', 'GET', `/v1/dependency-map?repository=${repository}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'done', datasets: [{ name: expect.stringContaining('trips') }], failures: [] },
    });
  });

  it('a repository that cannot be mapped is told with its reason', async () => {
    const reply = await call('api', 'GET', `/v1/dependency-map?repository=${base}/pipeline/train.py`);
    expect(reply).toMatchObject({ status: 422, body: { code: 'map_failed' } });
  });

  it.each(PROCESSES)('%s ends by itself when it is asked to', async (name) => {
    const child = started.get(name)?.child;
    expect(child?.exitCode).toBe(null);
    child?.kill('SIGTERM');
    await expect.poll(() => child?.exitCode, { timeout: 20_000 }).toBe(0);
  });
});
