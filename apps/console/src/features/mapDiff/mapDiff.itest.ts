import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

test('from a map, another of its repository is chosen, and what changed is said model by model', async () => {
  const { page } = await consoleTest.open('/maps/map_1');
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('menuitem', { name: /41d0c7e2b9/ }).click();
  await page.waitForURL(/\/maps\/map_1\/compare\/map_2/);
  const models = page.getByRole('region', { name: 'Models' });
  await models.getByText('Inputs changed').waitFor();
  await models.getByText(/takes delay_rate instead of delay_minutes/).waitFor();
  await page.getByText('features/build_features.py:22').waitFor();
});

test('what reaches no model is out until it is asked for; filters narrow, and live in the address', async () => {
  const { page } = await consoleTest.open('/maps/map_1/compare/map_2');
  const changes = page.getByRole('region', { name: 'Changes' });
  await changes.getByText('4 of 5 changes').waitFor();
  await page.getByRole('checkbox', { name: /reaches no model \(1\)/ }).check();
  await changes.getByText('5 of 5 changes').waitFor();
  await page.getByRole('combobox', { name: 'What changed' }).selectOption('edge');
  await changes.getByText('1 of 5 changes').waitFor();
  await page.getByRole('searchbox', { name: 'Filter changes' }).fill('airports');
  await page.getByText('No change is shown').waitFor();
  expect(new URL(page.url()).searchParams.toString()).toBe('reach=all&subject=edge&q=airports');
});

test('two maps that say the same: no model is reached', async () => {
  const { page } = await consoleTest.open('/maps/map_2/compare/map_1');
  await page.getByText('No model is reached').waitFor();
  await page.getByText('Both maps say the same').waitFor();
});
