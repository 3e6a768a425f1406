import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Incident } from '@driftline/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../testing/openBrowser.js';
import { interrupt, runDriftline, startUp } from '../testing/runDriftline.js';
import type { DemoReport } from './demoReport.js';

const DAY = 86_400_000;

describe('the demo, from its one command', () => {
  let folder: string;
  let report: DemoReport;
  const during = (at: string) =>
    Date.parse(at) >= Date.parse(report.fault.from) && Date.parse(at) < Date.parse(report.fault.to);
  const names = (incident: Incident) => incident.suspects.sources.map(({ name }) => name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'driftline-demo-'));
    const file = join(folder, 'report.json');
    const demo = await runDriftline([
      'demo',
      '--once',
      '--json',
      file,
      '--data-dir',
      join(folder, 'demo'),
      '--port',
      '0',
    ]);
    expect(demo.stderr).not.toContain('unexpectedly');
    expect(demo.code).toBe(0);
    report = JSON.parse(await readFile(file, 'utf8'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('replays at least a million predictions with their labels', () => {
    expect(report.predictions).toBeGreaterThanOrEqual(1_000_000);
    expect(report.labels).toBe(report.predictions);
  });

  it('pages for the fault within two days, with the column, the factor and the source at file and line', () => {
    const pages = report.incidents.filter(({ severity }) => severity === 'page');
    expect(pages).toHaveLength(1);
    const [page] = pages;
    const opened = Date.parse(page?.openedAt ?? '');
    expect(opened).toBeGreaterThanOrEqual(Date.parse(report.fault.from));
    expect(opened).toBeLessThanOrEqual(Date.parse(report.fault.from) + 2 * DAY);
    expect(page?.suspects.columns.map(({ name }) => name)).toContain(report.fault.column);
    const unit = page?.findings.find(({ kind }) => kind === 'unit-change');
    expect(unit?.effect).toBeCloseTo(100, -1);
    const source = page?.suspects.sources[0];
    expect(source?.name).toBe(report.fault.source);
    const evidence = source?.path?.flatMap((step) => step.evidence) ?? [];
    expect(evidence.map(({ path }) => path)).toContain('features/build_features.py');
    expect(evidence.every(({ line, text }) => line > 0 && text.length > 0)).toBe(true);
  });

  it('resolves the page within three days after the repair', () => {
    const page = report.incidents.find(({ severity }) => severity === 'page');
    const closed = Date.parse(page?.closedAt ?? '');
    expect(closed).toBeGreaterThanOrEqual(Date.parse(report.fault.to));
    expect(closed).toBeLessThanOrEqual(Date.parse(report.fault.to) + 3 * DAY);
  });

  it('names the source in no incident that opened before the fault or after its repair', () => {
    const others = report.incidents.filter(({ openedAt }) => !during(openedAt));
    expect(others.flatMap(names)).not.toContain(report.fault.source);
  });

  it('warns, and only warns, of the outcomes that moved under unchanged inputs', () => {
    const shifts = report.incidents.filter(({ cause }) => cause === 'outcome-shift');
    expect(shifts.length).toBeGreaterThanOrEqual(1);
    expect(shifts.map(({ severity }) => severity)).toEqual(shifts.map(() => 'warn'));
    expect(shifts.every(({ status }) => status === 'resolved')).toBe(true);
    expect(shifts.flatMap(names)).toEqual([]);
  });

  it('delivers a signed webhook for every opening and every end', () => {
    expect(report.webhooks).toBeGreaterThanOrEqual(2 * report.incidents.length);
  });

  describe('in the console, started again on its data', () => {
    let up: Awaited<ReturnType<typeof startUp>>;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      const dataDir = join(folder, 'demo', 'driftline');
      up = await startUp(['--data-dir', dataDir, '--port', '0']);
      const { login } = JSON.parse(await readFile(join(dataDir, 'keys.json'), 'utf8'));
      browser = await openBrowser();
      page = await browser.newPage();
      await page.goto(up.url);
      await page.getByLabel(/e-?mail/i).fill(login.email);
      await page
        .getByLabel(/password/i)
        .first()
        .fill(login.password);
      await page.getByRole('button', { name: /sign in/i }).click();
    });
    afterAll(async () => {
      await browser?.close();
      expect(await interrupt(up.child)).toBe(0);
    });

    it('lists the incidents in the inbox', async () => {
      for (const incident of report.incidents) await page.getByText(incident.title).first().waitFor();
    });

    it('shows what broke, the source with file and line, and both estimates', async () => {
      const incident = report.incidents.find(({ severity }) => severity === 'page');
      await page.goto(`${up.url}/incidents/${incident?.id}`);
      await page.getByRole('heading', { level: 1, name: incident?.title ?? '' }).waitFor();
      await page
        .getByText(/features\/build_features\.py:\d+/)
        .first()
        .waitFor();
      await page.getByText(report.fault.source).first().waitFor();
      await page.getByText('Realised, from labels').first().waitFor();
      await page.getByText('Estimated without labels', { exact: false }).first().waitFor();
    });

    it('shows the dependency map with the model and its sources', async () => {
      await page.goto(`${up.url}/maps`);
      await page
        .getByRole('link', { name: /flights-pipeline/ })
        .first()
        .click();
      await page.getByText('flight-delay').first().waitFor();
      await page
        .getByText(/3 sources/)
        .first()
        .waitFor();
    });
  });
});
