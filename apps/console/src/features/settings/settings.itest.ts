import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

test('a webhook is added, its secret shown once, and removed after one question', async () => {
  const { page } = await consoleTest.open('/settings');
  await page.getByLabel('New webhook').fill('https://pager.example.com/in');
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText('whsec_fixture').waitFor();
  const row = page.getByRole('row', { name: /pager.example.com/ });
  await row.getByRole('button', { name: /^Remove/ }).click();
  await row.getByRole('button', { name: /^Yes, remove/ }).click();
  await row.waitFor({ state: 'detached' });
});

test('the log says what was sent, to whom, and why it failed', async () => {
  const { page } = await consoleTest.open('/settings');
  const row = page.getByRole('row', { name: /incident.updated/ });
  await row.getByText('Retrying').waitFor();
  expect(await row.textContent()).toContain('the receiver answered 503; next try in 5 min');
});

test('an API key is made, shown once, and revoked after one question', async () => {
  const { page } = await consoleTest.open('/settings');
  await page.getByLabel('Name of the new key').fill('nightly batch');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText('dl_9xyz_fixture').waitFor();
  const row = page.getByRole('row', { name: /nightly batch/ });
  await row.getByRole('button', { name: 'Revoke nightly batch' }).click();
  await row.getByRole('button', { name: 'Yes, revoke nightly batch' }).click();
  await row.getByText('Revoked').waitFor();
});

test('a viewer sees the log, and why keys and webhooks are not theirs to change', async () => {
  const { page } = await consoleTest.open('/settings', { role: 'viewer' });
  await page.getByText('API keys are for admins').waitFor();
  expect(await page.getByLabel('New webhook').count()).toBe(0);
  await page.getByRole('row', { name: /incident.updated/ }).waitFor();
});

test('with nothing to show, each part says what to do', async () => {
  const { page } = await consoleTest.open('/settings', { scenario: 'empty' });
  await page.getByText('Nobody is told yet').waitFor();
  await page.getByText('Nothing was sent yet').waitFor();
  await page.getByText('No key yet').waitFor();
});
