import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@driftline/platform';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installKeys } from './installKeys.js';
import { type Driftline, startDriftline } from './startDriftline.js';

let folder: string;
let driftline: Driftline;
let key: string;

function commit(source: string): string {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-C', join(folder, 'churn'), '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args],
      {
        encoding: 'utf8',
      },
    );
  git('init', '-q', '-b', 'main');
  const code = `import pandas as pd\nfrom sklearn.linear_model import LogisticRegression\nd = pd.read_csv("${source}")\nm = LogisticRegression()\nm.fit(d[["a"]], d["y"])\n`;
  writeFileSync(join(folder, 'churn', 'train.py'), code);
  git('add', '--all');
  git('commit', '-q', '-m', source);
  return git('rev-parse', 'HEAD').trim();
}

async function call<Body>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
): Promise<Body> {
  const response = await fetch(`${driftline.url}/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(headers ?? { authorization: `Bearer ${key}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as Body;
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'driftline-watched-')));
  mkdirSync(join(folder, 'churn'));
  const config = loadConfig({
    DRIFTLINE_MAP_ROOTS: folder,
    DRIFTLINE_PORT: '0',
    DRIFTLINE_LOG_LEVEL: 'silent',
  });
  driftline = await startDriftline({ config, ephemeral: true });
  key = (await installKeys(driftline.platform, undefined)).apiKey;
});
afterAll(async () => {
  await driftline?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Maps {
  items: { id: string; commit: string; status: string; models: string[] | null }[];
}

it('a registered repository is mapped, and a push of a new commit is mapped and compared, by nobody asking', async () => {
  const first = commit('data/users.csv');
  const registered = { url: join(folder, 'churn'), branch: 'main', schedule: null };
  const { id, pushSecret } = await call<{ id: string; pushSecret: string }>(
    'POST',
    'repositories',
    registered,
  );
  const maps = async (): Promise<Maps['items']> => (await call<Maps>('GET', `repositories/${id}/maps`)).items;
  const done = { timeout: 60_000, interval: 100 };
  await expect.poll(maps, done).toMatchObject([{ commit: first, status: 'done', models: null }]);

  const second = commit('data/customers.csv');
  const push = { ref: 'refs/heads/main', after: second };
  const signature = createHmac('sha256', pushSecret).update(JSON.stringify(push)).digest('hex');
  const headers = { 'x-github-event': 'push', 'x-hub-signature-256': `sha256=${signature}` };
  await call('POST', `repositories/${id}/push`, push, headers);
  await expect.poll(maps, done).toMatchObject([{ commit: second, status: 'done' }, { commit: first }]);

  const [newest] = await maps();
  const { models } = await call<{ models: { summary: string }[] }>('GET', `maps/${newest?.id}/diff`);
  expect(models.map(({ summary }) => summary)).toEqual([
    "This model's inputs changed: data/customers.csv appeared; data/users.csv vanished.",
  ]);
});
