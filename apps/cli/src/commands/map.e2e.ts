import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dependencyMapSchema, mapDiffSchema } from '@driftline/contracts';
import { mapExports } from '@driftline/mapper';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../testing/openBrowser.js';
import { runDriftline } from '../testing/runDriftline.js';

const TRAIN = `import pandas as pd
from sklearn.linear_model import LogisticRegression
users = pd.read_csv("data/users.csv")
model = LogisticRegression()
model.fit(users[["age"]], users["churned"])
`;

let folder: string;
let repository: string;

function commit(path: string, files: Record<string, string>): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', path, '-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args]);
  mkdirSync(path, { recursive: true });
  git('init', '-q', '-b', 'main');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  git('add', '--all');
  git('commit', '-q', '-m', 'change');
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'driftline-map-'));
  repository = join(folder, 'churn');
  commit(repository, { 'train.py': TRAIN });
  commit(repository, { 'train.py': `# the same\n${TRAIN}` });
  commit(repository, { 'train.py': TRAIN.replace('data/users.csv', 'data/customers.csv'), 'unused.py': '' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('driftline map --base', () => {
  const compare = async (...args: string[]) => await runDriftline(['map', repository, ...args]);

  it('says what differs and which model it reaches, and exits with 0', async () => {
    const { code, stdout } = await compare('--base', 'HEAD~1');
    expect(code).toBe(0);
    expect(stdout).toContain('- data/users.csv');
    expect(stdout).toContain('+ data/customers.csv');
    expect(stdout).toMatch(/Reaches 1 of the models/);
  });

  it('prints the difference as JSON', async () => {
    const { stdout } = await compare('--base', 'HEAD~1', '--json');
    const diff = mapDiffSchema.parse(JSON.parse(stdout));
    expect(diff.counts.source).toEqual({ appeared: 1, vanished: 1, changed: 0 });
    expect(diff.base.commit).not.toBe(diff.head.commit);
  });

  it.each(['models', 'sources'])(
    'exits with 2 when a change reaches %s and it was asked to',
    async (what) => {
      expect((await compare('--base', 'HEAD~1', '--fail-on', what)).code).toBe(2);
      expect((await compare('--base', 'HEAD~2', '--ref', 'HEAD~1', '--fail-on', what)).code).toBe(0);
    },
  );

  it.each([
    ['a base that does not exist', ['--base', 'nowhere'], 'ref_not_found'],
    ['a base that looks like an option', ['--base=--upload-pack=x'], 'ref_not_found'],
    ['a format', ['--base', 'HEAD', '--format', 'dot'], 'options_unfit'],
    ['--fail-on alone', ['--fail-on', 'models'], 'options_unfit'],
    ['an unknown format', ['--format', 'pdf'], 'Allowed choices'],
    ['a file that cannot be written', ['--output', '/nonexistent/map.txt'], 'output_not_writable'],
  ])('exits with 1 for %s', async (_case, args, reason) => {
    const { code, stderr } = await compare(...args);
    expect(stderr).toContain(reason);
    expect(code).toBe(1);
  });
});

describe('driftline map of several repositories', () => {
  it('joins what one writes with what another reads', async () => {
    const lake = join(folder, 'lake');
    commit(lake, {
      'ingest.py': 'import pandas as pd\npd.read_csv("s3://raw/users.csv").to_csv("s3://lake/users.csv")\n',
    });
    const churn = join(folder, 'joined');
    commit(churn, { 'train.py': TRAIN.replace('data/users.csv', 's3://lake/users.csv') });
    const cache = join(folder, 'cache');
    for (const _time of ['cold', 'warm']) {
      const { code, stdout } = await runDriftline(['map', lake, churn, '--json', '--cache', cache]);
      expect(code).toBe(0);
      const map = dependencyMapSchema.parse(JSON.parse(stdout));
      expect(map.repositories).toHaveLength(2);
      const sources = map.dependencies.map(
        ({ source }) => map.datasets.find(({ id }) => id === source)?.name,
      );
      expect(sources).toEqual(['users.csv']);
      expect(map.datasets.find(({ external }) => external)?.namespace).toBe('s3://raw');
    }
    expect(readdirSync(cache).length).toBeGreaterThan(0);
  });
});

describe('driftline map --format', () => {
  it.each(mapExports.map(({ name }) => name))('%s goes to a file', async (format) => {
    const file = join(folder, `map.${format}`);
    const { code, stdout } = await runDriftline(['map', repository, '--format', format, '--output', file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(file, 'utf8')).toContain('data/customers.csv');
  });
});

describe('the page of a map', () => {
  let browser: Browser;
  let page: Page;
  const trouble: string[] = [];
  const asked: string[] = [];

  beforeAll(async () => {
    const hostile = join(folder, 'a</script><script>alert(1)</script><img src=x onerror=alert(2)>');
    commit(hostile, {
      'train.py': TRAIN,
      'more.py': 'import pandas as pd\npd.read_csv("<b>bold</b>.csv")\n',
    });
    const file = join(folder, 'page.html');
    const { code } = await runDriftline(['map', hostile, '--format', 'html', '--output', file]);
    expect(code).toBe(0);
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => trouble.push(message.text()));
    page.on('dialog', (dialog) => trouble.push(dialog.message()));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(() => browser?.close());

  it('asks for nothing, runs nothing of the repository, and shows its name as a name', async () => {
    expect(trouble).toEqual([]);
    expect(asked).toHaveLength(1);
    expect(await page.title()).toContain('</script><script>alert(1)');
    expect(await page.locator('img, b >> text=bold').count()).toBe(0);
    expect(await page.locator('#datasets').textContent()).toContain('<b>bold</b>.csv');
  });

  it('shows the model with its source and the line that proves it', async () => {
    const row = page.locator('#models tbody tr');
    expect(await row.count()).toBe(1);
    expect(await row.textContent()).toMatch(/data\/users\.csv[\s\S]*train\.py:3/);
  });

  it('searches tables and graph', async () => {
    await page.getByLabel('Search').fill('bold');
    expect(await page.locator('#datasets tbody tr:visible').count()).toBe(1);
    expect(await page.locator('#models tbody tr:visible').count()).toBe(0);
    expect(await page.locator('.node:not(.faint)').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toMatch(/^1 of \d+ lines$/);
    await page.getByLabel('Search').fill('');
    expect(await page.locator('.node.faint').count()).toBe(0);
  });

  it('shows by keyboard what a source leads to', async () => {
    await page.locator('.node.source', { hasText: 'data/users.csv' }).press('Enter');
    const shown = await page.locator('.node:not(.faint) title').allTextContents();
    expect(shown).toHaveLength(3);
    expect(shown.join()).not.toContain('bold');
    await page.keyboard.press('Escape');
    expect(await page.locator('.node.faint').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('is legible when the reader likes it %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const [ink, paper] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [style.color, style.backgroundColor];
    });
    const light = (colour: string | undefined): number => Number(/\d+/.exec(colour ?? '')?.[0]);
    expect(Math.abs(light(ink) - light(paper))).toBeGreaterThan(150);
    expect(light(paper) > 128).toBe(colorScheme === 'light');
  });
});
