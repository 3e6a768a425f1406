import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

test('the list shows each newest SLI beside its reference, and what cannot be known', async () => {
  const { page } = await consoleTest.open('/models');
  const flight = page.getByRole('row', { name: /flight-delay/ });
  await flight.getByText('estimated').waitFor();
  await flight.getByText('0.691 to 0.735').waitFor();
  await page
    .getByRole('row', { name: /crew-standby/ })
    .getByText('cannot know yet')
    .waitFor();
});

test('choosing a metric changes the chart, its reference and the table, and the URL', async () => {
  const { page } = await consoleTest.open('/models/flight-delay');
  await page.getByRole('img', { name: /^ROC AUC, 150 windows/ }).waitFor();
  await page.getByText('Accuracy', { exact: true }).first().click();
  await page.waitForURL(/metric=accuracy/);
  await page.getByRole('img', { name: /^Accuracy, 150 windows/ }).waitFor();
  await page.getByText('This SLI pages nobody').waitFor();
  await page.getByRole('columnheader', { name: 'Accuracy, realised' }).waitFor();
});

test('a window whose labels are too few says so instead of a figure', async () => {
  const { page } = await consoleTest.open('/models/flight-delay');
  const newest = page.getByRole('table', { name: 'Windows' }).getByRole('row').nth(1);
  await newest.getByText('cannot know yet: only 12 % of the labels have arrived').waitFor();
  await newest.getByText('provisional').waitFor();
});

test('the table shows twenty windows, and more when asked', async () => {
  const { page } = await consoleTest.open('/models/flight-delay');
  const rows = page.getByRole('table', { name: 'Windows' }).getByRole('row');
  await rows.first().waitFor();
  expect(await rows.count()).toBe(21);
  await page.getByRole('button', { name: 'Show 60 more' }).click();
  expect(await rows.count()).toBe(81);
});

test('a column opens its distribution beside the reference', async () => {
  const { page } = await consoleTest.open('/models/flight-delay?from=2001-06-11&to=2001-06-20');
  await page.getByRole('button', { name: 'Show distribution of origin_delay_rate' }).click();
  await page
    .getByRole('img', { name: /largest move is at 0.475 and more, from under 0.1 % to 100 %/ })
    .waitFor();
});

test('a time range without windows offers the way out', async () => {
  const { page } = await consoleTest.open('/models/flight-delay?from=1999-01-01&to=1999-02-01');
  await page.getByText('No window in this time range').waitFor();
  await page.getByRole('button', { name: 'Show all time' }).last().click();
  await page.getByRole('img', { name: /150 windows/ }).waitFor();
});

test('local time and UTC are one key apart, and the choice stays', async () => {
  const { page } = await consoleTest.open('/models/flight-delay');
  const watermark = page.locator('dt:has-text("Watermark") + dd');
  await watermark.getByText('30 Jun 2001, 04:58').waitFor();
  await page.keyboard.press('u');
  await watermark.getByText('29 Jun 2001, 23:58').waitFor();
  await page.reload();
  await watermark.getByText('29 Jun 2001, 23:58').waitFor();
});
