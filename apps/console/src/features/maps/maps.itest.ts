import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

const node = (page: Page, name: string) =>
  page.getByRole('region', { name: /Dependency graph/ }).locator(`[title="${name}"]`);

test('a map opens on its model at depth two; a node brings its neighbours', async () => {
  const { page } = await consoleTest.open('/maps/map_1');
  await page.getByText('5 of 14 nodes').waitFor();
  await page
    .getByRole('button', { name: /Show 1 more beside postgres:\/\/warehouse\/warehouse.flight_features/ })
    .click();
  await page.getByText('6 of 14 nodes').waitFor();
  await page.waitForURL(/expanded=ds4/);
});

test('a chosen node lights its up- and downstream and shows the code of its edges', async () => {
  const { page } = await consoleTest.open('/maps/map_1?depth=all');
  await node(page, 'features/build_features.py').click();
  const drawer = page.getByRole('complementary', { name: 'About features/build_features.py' });
  await drawer.getByText('features/build_features.py:18').waitFor();
  await drawer.getByText('1 model depends on it: flight-delay.').waitFor();
  await page.waitForURL(/node=ac2/);
  expect(await node(page, 's3://flights-raw/airports.csv').getAttribute('data-tone')).toBe('reached');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
});

test('the keyboard reaches a node and opens it', async () => {
  const { page } = await consoleTest.open('/maps/map_1');
  await node(page, 'flight-delay').waitFor();
  await page.locator('.react-flow__node', { has: page.locator('[title="flight-delay"]') }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'About flight-delay' }).waitFor();
});

test('search finds a node that is not shown and moves the focus there', async () => {
  const { page } = await consoleTest.open('/maps/map_1');
  await page.getByRole('combobox', { name: 'Find a node' }).fill('airports');
  await page.getByRole('option', { name: 's3://flights-raw/airports.csv' }).click();
  await page.waitForURL(/focus=ds2/);
  await node(page, 's3://flights-raw/airports.csv').waitFor();
});

test('the table says the same as the graph, without a pointer', async () => {
  const { page } = await consoleTest.open('/maps/map_1?view=table');
  const row = page.getByRole('table', { name: 'Dependencies' }).getByRole('row', { name: /airports.csv/ });
  expect(await row.textContent()).toContain('delay_rate');
});

test('a repository is mapped from the form; a refusal stands beside its field', async () => {
  const { page } = await consoleTest.open('/maps');
  await page.getByRole('textbox', { name: 'Repository' }).fill('/nowhere');
  await page.getByRole('button', { name: 'Map it' }).click();
  await page.getByText('repository_not_allowed').waitFor();
  await page.getByRole('textbox', { name: 'Repository' }).fill('examples/flights');
  await page.getByRole('button', { name: 'Map it' }).click();
  await page.waitForURL(/\/maps\/map_1/);
});

test('before the first map the list says what to do', async () => {
  const { page } = await consoleTest.open('/maps', { scenario: 'empty' });
  await page.getByText('No repository is mapped yet').waitFor();
});
