import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

test('a repository is watched with a token; the secret of its push webhook is shown once', async () => {
  const { page } = await consoleTest.open('/maps');
  await page.getByLabel('Repository to watch').fill('https://git.example.com/crew.git');
  await page.getByLabel('Credential').selectOption('token');
  await page.getByRole('textbox', { name: 'Access token' }).fill('glpat-read-only');
  await page.getByRole('button', { name: 'Watch it' }).click();
  await page.getByText('dlp_4kQ0w2').waitFor();
  const table = page.getByRole('table', { name: 'Watched repositories' });
  await table.getByRole('row', { name: /crew\.git/ }).waitFor();
  await page.reload();
  await table.getByRole('row', { name: /crew\.git/ }).waitFor();
  expect(await page.getByText('dlp_4kQ0w2').count()).toBe(0);
});

test('an address that is refused says why beside its field', async () => {
  const { page } = await consoleTest.open('/maps');
  await page.getByLabel('Repository to watch').fill('http://127.0.0.1/x.git');
  await page.getByRole('button', { name: 'Watch it' }).click();
  await page.getByText(/This address is private/).waitFor();
});

test('each commit says what it changed and which models it reaches, and leads to the comparison', async () => {
  const { page } = await consoleTest.open('/maps/repositories/repo_1');
  const row = page.getByRole('row', { name: /9f1c2ab47d/ });
  await row.getByText('flight-delay').waitFor();
  await row.getByRole('link', { name: /\+1 −0 ~0 sources/ }).click();
  await page.waitForURL(/\/maps\/map_1\/compare\/map_2/);
});

test('a repository that cannot be read says since when and why', async () => {
  const { page } = await consoleTest.open('/maps/repositories/repo_2');
  await page
    .getByRole('alert')
    .getByText(/refuses the deploy key/)
    .waitFor();
});

test('watching is stopped after one question', async () => {
  const { page } = await consoleTest.open('/maps');
  const row = page.getByRole('row', { name: /fares\.git.*Failing/ });
  await row.getByRole('button', { name: /^Stop watching/ }).click();
  await row.getByRole('button', { name: /^Yes, stop watching/ }).click();
  await row.waitFor({ state: 'detached' });
});
