import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axeViolations } from '../../../e2e/axeViolations.js';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

const focused = (page: Page) => page.evaluate('document.activeElement?.getAttribute("data-incident")');
const rows = (page: Page) =>
  page
    .locator('[data-incident]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('data-incident')));
const count = (page: Page) => page.getByRole('status').filter({ hasText: /incidents?/ });

async function openInbox(path = '/', options = {}) {
  const opened = await consoleTest.open(path, options);
  await opened.page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  await opened.page.locator('[data-incident], p:text-matches("^No ")').first().waitFor();
  return opened;
}

test('incidents that hold come first, by impact, then the resolved', async () => {
  const { page } = await openInbox();
  expect(await rows(page)).toEqual(['inc_4', 'inc_3', 'inc_1', 'inc_2']);
});

test('j, k and Enter walk the rows and open one; Escape leads back to the same filters', async () => {
  const { page, server } = await openInbox('/?model=flight-delay');
  await page.keyboard.press('j');
  expect(await focused(page)).toBe('inc_4');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  expect(await focused(page)).toBe('inc_3');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /Labels say/ }).waitFor();
  await page.keyboard.press(']');
  await page.getByText('lasted', { exact: false }).or(page.getByText('for 29 days')).first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  expect(page.url()).toBe(`${server.url}/?model=flight-delay`);
});

test('facets and the query bar edit one state, which stands in the URL', async () => {
  const { page } = await openInbox();
  await page.getByRole('checkbox', { name: /^Page/ }).check();
  await page.waitForURL(/severity=page/);
  const query = page.getByRole('textbox', { name: 'Query' });
  expect(await query.inputValue()).toBe('severity:page');
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => url.search === '');
  await page.keyboard.press('/');
  await page.keyboard.type('status:open airports');
  await page.keyboard.press('Enter');
  await page.waitForURL(/status=open&q=airports/);
  expect(await page.getByRole('checkbox', { name: /^Open/ }).isChecked()).toBe(true);
  expect(await count(page).textContent()).toBe('1 incident, 3 hidden by filters');
});

test('a query that cannot be read is said and changes nothing', async () => {
  const { page, server } = await openInbox();
  await page.getByRole('textbox', { name: 'Query' }).fill('sev:page');
  await page.keyboard.press('Enter');
  await page.getByText('There is no field sev; did you mean severity?').waitFor();
  expect(page.url()).toBe(`${server.url}/`);
});

test('shortcuts stay quiet while a person types', async () => {
  const { page } = await openInbox();
  await page.keyboard.press('/');
  await page.keyboard.type('jk?');
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(await page.getByRole('textbox', { name: 'Query' }).inputValue()).toBe('jk?');
});

test('? shows the shortcuts and Escape closes them', async () => {
  const { page } = await openInbox();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

describe('an inbox with nothing to show', () => {
  test('filtered away: says how many are hidden and offers the way back', async () => {
    const { page } = await openInbox('/?q=nothing-like-this');
    await page.getByText('4 incidents are hidden').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByText('Needs attention').waitFor();
  });
  test('before the first model: shows a command to copy', async () => {
    const { page } = await openInbox('/', { scenario: 'empty', scheme: 'dark' });
    await page.getByText('No model sends predictions yet').waitFor();
    expect(await page.locator('pre').textContent()).toContain('/v1/predictions');
    await page.getByRole('button', { name: 'Copy curl command' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });
  test('with models that are well: says what is watched and what cannot be judged', async () => {
    const { page } = await openInbox('/', { scenario: 'quiet' });
    await page.getByText('Driftline watches 3 models').waitFor();
    await page.getByText('crew-standby: no reference is learnt yet').waitFor();
  });
});

test('an incident changed by another person changes here by itself', async () => {
  const { page, server } = await openInbox();
  server.changeIncident('inc_4', { status: 'resolved', closedAt: '2001-06-30T06:00:00.000Z' });
  await page.getByRole('checkbox', { name: 'Open 0' }).waitFor();
});

test('the global time range hides incidents outside it, and stays on the way to another page', async () => {
  const { page } = await openInbox();
  await page.keyboard.press('t');
  await page.getByRole('textbox', { name: 'Range' }).fill('2001-04-01..2001-05-01');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=2001-04-01/);
  expect(await rows(page)).toEqual(['inc_2']);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.waitForURL(/\/models\?from=2001-04-01/);
});
