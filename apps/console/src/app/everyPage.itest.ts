import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { axeViolations } from '../../e2e/axeViolations.js';
import { type ConsoleTest, startConsoleTest } from '../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

/** Every page with words that show it is complete. */
const pages: [path: string, complete: string][] = [
  ['/', 'Needs attention'],
  ['/incidents/inc_4', 'Who is hit'],
  ['/incidents/inc_3', 'No path is known'],
  ['/models', '0.691 to 0.735'],
  ['/models/flight-delay?column=origin_delay_rate', '0.1 % missing'],
  ['/models/crew-standby', 'Cannot know yet'],
  ['/maps', 'examples/flights'],
  ['/maps/map_1', '5 of 14 nodes'],
  ['/maps/map_1?node=ac2', 'Comes from'],
  ['/maps/map_1?view=table', 'Every edge of the map'],
  ['/maps/map_1?view=unresolved', 'argument is not a constant'],
  ['/maps/map_1?view=pipelines', 'nightly'],
  ['/maps/map_1?view=coverage', 'not valid JSON'],
  ['/maps/map_1/compare/map_2?reach=all', 'no longer reads'],
  ['/maps/map_0', 'could not be mapped'],
  ['/maps/repositories/repo_1', 'Models reached'],
  ['/maps/repositories/repo_2', 'cannot be read'],
  ['/settings', 'dl_7Fq2'],
];

test.each(pages)(
  '%s is WCAG 2.1 AA in the light and in the dark, and fits a phone of 390 px',
  async (path, complete) => {
    const { page, troubles } = await consoleTest.open(path);
    await page.getByText(complete).first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction('document.documentElement.scrollWidth === 390');
    expect(troubles).toEqual([]);
  },
);

test('login has no violation of WCAG 2.1 AA in the light and in the dark', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    const { page } = await consoleTest.open('/login', { signedIn: false, scheme });
    await page.getByLabel('Email').waitFor();
    expect(await axeViolations(page)).toEqual([]);
  }
});

test('the colour scheme changes the colours of charts too', async () => {
  const line = '.recharts-line-curve';
  const strokes = [];
  for (const scheme of ['light', 'dark'] as const) {
    const { page } = await consoleTest.open('/models/flight-delay', { scheme });
    await page.locator(line).last().waitFor({ state: 'attached' });
    strokes.push(
      await page
        .locator(line)
        .last()
        .evaluate((path) => getComputedStyle(path).stroke),
    );
  }
  expect(new Set(strokes).size).toBe(2);
});

test.each([
  ['/', '/v1/incidents', 'The incidents could not be read'],
  ['/incidents/inc_4', '/v1/incidents/inc_4', 'The incident could not be read'],
  ['/models', '/v1/models', 'The models could not be read'],
  ['/models/flight-delay', '/v1/models/flight-delay/windows', 'The windows could not be read'],
  ['/maps', '/v1/maps', 'The maps could not be read'],
  ['/maps/map_1', '/v1/maps/map_1', 'The map could not be read'],
  ['/maps/repositories/repo_1', '/v1/repositories/repo_1', 'The repository could not be read'],
  ['/maps/map_1/compare/map_2', '/v1/maps/map_2/diff', 'The comparison could not be read'],
  ['/settings', '/v1/deliveries', 'The delivery log could not be read'],
])('%s says what failed, its code and what to do, and recovers by Try again', async (path, prefix, words) => {
  const { page, server } = await consoleTest.open('/login', { signedIn: false });
  await page.context().request.post(`${server.url}/v1/session`, {
    data: { email: 'admin@example.com', password: 'correct horse' },
  });
  server.fail(prefix, 503);
  await page.goto(server.url + path);
  const alert = page.getByRole('alert').filter({ hasText: words });
  await alert.waitFor();
  expect(await alert.textContent()).toContain('event_store_unavailable');
  expect(await alert.textContent()).toContain('driftline doctor');
  expect(await axeViolations(page)).toEqual([]);
  server.repair();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await alert.waitFor({ state: 'detached' });
});

test('an unknown address and an unknown thing are not found, in words', async () => {
  const { page, server } = await consoleTest.open('/nowhere');
  await page.getByText('There is no page at this address').waitFor();
  await page.goto(`${server.url}/incidents/inc_99`);
  await page.getByText('There is no incident inc_99.').waitFor();
});
