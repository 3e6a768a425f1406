import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, type OpenOptions, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

async function openIncident(id = 'inc_4', options: OpenOptions = {}) {
  const opened = await consoleTest.open(`/incidents/${id}`, options);
  await opened.page.getByText('Who is hit').waitFor();
  await opened.page.getByText('predictions since it began').waitFor();
  return opened;
}

test('the six answers stand above the fold, with file and line of the source', async () => {
  const { page } = await openIncident();
  const facts = page.locator('dl').first();
  await facts.getByText('behind it: serve/score_batch.py').waitFor();
  const box = await facts.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(900);
  const text = await facts.textContent();
  for (const words of [
    'origin_delay_rate, destination_delay_rate',
    '10 Jun 2001',
    '20 days so far',
    'usually',
    's3://flights-raw/airports.csv',
    'features/build_features.py:18',
    'Divide both delay rates by 100',
    'low risk',
  ]) {
    expect(text).toContain(words);
  }
});

test('the chart has the reference band, both estimates and the marker of the opening', async () => {
  const { page } = await openIncident();
  const chart = page.getByRole('img', { name: /in the reference/ });
  await chart.waitFor();
  await chart.getByText('opened').waitFor();
  const dashes = await chart
    .locator('.recharts-line-curve')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('stroke-dasharray')));
  expect(dashes).toContain('5 4');
  expect(dashes).toContain(null);
  expect(await chart.locator('.recharts-reference-area').count()).toBeGreaterThanOrEqual(2);
});

test('the path runs from the source on the left to the model on the right, with code on its edges', async () => {
  const { page } = await openIncident();
  const graph = page.getByRole('region', { name: /Path from source to model on the dependency map/ });
  await graph.getByText('build_features.py:18').waitFor();
  const left = async (name: string) =>
    (await graph.locator(`[title="${name}"]`).boundingBox())?.x ?? Number.NaN;
  expect(await left('s3://flights-raw/airports.csv')).toBeLessThan(await left('features/build_features.py'));
  expect(await left('features/build_features.py')).toBeLessThan(await left('flight-delay'));
  const coloured = await graph.locator('[data-tone="path-page"]').count();
  const grey = await graph.locator('[data-tone="dimmed"]').count();
  expect([coloured, grey]).toEqual([5, 4]);
});

test('on a phone the path is a list with its code, and the incident can be acknowledged', async () => {
  const { page } = await openIncident('inc_4', { width: 390 });
  await page.getByText('mlflow.sklearn.log_model(model, "flight-delay")').filter({ visible: true }).waitFor();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('acknowledged, ', { exact: false }).first().waitFor();
});

test('acknowledge by key, assign to me and back, comment, and resolve after one question', async () => {
  const { page } = await openIncident();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Acknowledged' }).waitFor();
  await page.getByRole('button', { name: 'Assign to me' }).click();
  await page.getByText('Assigned to you').waitFor();
  await page.getByRole('button', { name: 'Unassign me' }).click();
  await page.getByText('Not assigned').waitFor();
  await page.getByLabel('Comment').fill('The export was changed back.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await page.locator('ol').getByText('The export was changed back.').waitFor();
  await page.locator('button:disabled', { hasText: 'Add comment' }).waitFor();
  expect(await page.getByLabel('Comment').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('button', { name: 'Yes, resolve' }).click();
  await page.getByText('Resolved by hand').waitFor();
  expect(await page.getByRole('button', { name: 'Resolve' }).count()).toBe(0);
});

test('an action that fails says so beside the buttons and leaves the incident as it is', async () => {
  const { page, server } = await openIncident();
  server.fail('/v1/incidents/inc_4/acknowledge', 503);
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await page.getByText('It was not done: The event store does not answer.').waitFor();
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).waitFor();
});

test('a viewer reads why the actions are not theirs', async () => {
  const { page } = await openIncident('inc_4', { role: 'viewer' });
  await page.getByText('Only an editor or an admin may do this; your role is viewer').waitFor();
  expect(await page.getByRole('button', { name: 'Resolve' }).isDisabled()).toBe(true);
});

test('dragging over the chart zooms, and the range stands in the URL', async () => {
  const { page } = await openIncident();
  const chart = page.getByRole('img', { name: /in the reference/ });
  await chart.locator('.recharts-line-curve').first().waitFor({ state: 'attached' });
  const box = await chart.boundingBox();
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.4, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 6 });
  await page.mouse.up();
  await page.waitForURL(/from=2001-0[56]-\d\dT00:00:00.000Z&to=2001-06/);
  await page.getByRole('button', { name: 'Show all time' }).click();
  await page.waitForURL((url) => !url.search.includes('from'));
});
