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

test('one side of the focus can be shown alone', async () => {
  const { page } = await consoleTest.open('/maps/map_1?focus=ac2&depth=all');
  await page.getByRole('radiogroup', { name: 'Direction' }).getByText('Downstream').click();
  await node(page, 'flight-delay').waitFor();
  await node(page, 's3://flights-raw/airports.csv').waitFor({ state: 'detached' });
});

test('a pipeline names its activities, and each leads to its place on the graph', async () => {
  const { page } = await consoleTest.open('/maps/map_1?view=pipelines');
  await page.getByRole('button', { name: 'features/build_features.py' }).click();
  await page.getByRole('complementary', { name: 'About features/build_features.py' }).waitFor();
});

test('coverage says what was read, what was not, and which files failed', async () => {
  const { page } = await consoleTest.open('/maps/map_1?view=coverage');
  const languages = page.getByRole('table', { name: 'Languages' });
  expect(await languages.getByRole('row', { name: /python/ }).textContent()).toContain('402');
  expect(await page.getByRole('table', { name: 'Skipped files' }).textContent()).toContain('Binary');
  await page.getByText('notebooks/old_explore.ipynb').waitFor();
});

test('words narrow the rows of the tables', async () => {
  const { page } = await consoleTest.open('/maps/map_1?view=table');
  await page.getByRole('searchbox', { name: 'Filter rows' }).fill('airports pd.read');
  const edges = page.getByRole('table', { name: 'Edges' });
  await edges
    .getByRole('row', { name: /crew_hours/ })
    .first()
    .waitFor({ state: 'detached' });
  expect(new URL(page.url()).searchParams.get('q')).toBe('airports pd.read');
});

test('a thousand nodes stay usable: the whole map, a search, a highlighted path, the table', async () => {
  const { page } = await consoleTest.open('/maps/map_large?focus=all');
  await page.getByText('1000 of 1000 nodes').waitFor();
  await page.getByRole('combobox', { name: 'Find a node' }).fill('model-137');
  await page.getByRole('option', { name: 'model-137' }).click();
  const drawer = page.getByRole('complementary', { name: 'About model-137' });
  await drawer.getByText('train/train_137.py').first().waitFor();
  expect(await node(page, 'model-137').getAttribute('data-tone')).toBe('focus');
  await page.getByRole('radiogroup', { name: 'View' }).getByText('Table').click();
  await page.getByText('800 not shown yet').waitFor();
});

test('the table says the same as the graph, without a pointer', async () => {
  const { page } = await consoleTest.open('/maps/map_1?view=table');
  const row = page.getByRole('table', { name: 'Dependencies' }).getByRole('row', { name: /airports.csv/ });
  expect(await row.textContent()).toContain('delay_rate');
});

test('a repository is mapped from the form; a refusal stands beside its field', async () => {
  const { page } = await consoleTest.open('/maps');
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('/nowhere');
  await page.getByRole('button', { name: 'Map it' }).click();
  await page.getByText('repository_not_allowed').waitFor();
  await page.getByRole('textbox', { name: 'Repository', exact: true }).fill('examples/flights');
  await page.getByRole('button', { name: 'Map it' }).click();
  await page.waitForURL(/\/maps\/map_1/);
});

test('before the first map the list says what to do', async () => {
  const { page } = await consoleTest.open('/maps', { scenario: 'empty' });
  await page.getByText('No repository is mapped yet').waitFor();
});
