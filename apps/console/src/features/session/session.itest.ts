import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConsoleTest, startConsoleTest } from '../../../e2e/consoleTest.js';
import { login } from '../../../e2e/fixtureServer.js';

let consoleTest: ConsoleTest;
beforeAll(async () => {
  consoleTest = await startConsoleTest();
});
afterEach(() => consoleTest.closePages());
afterAll(() => consoleTest.close());

test('a person who is not signed in signs in and lands where the link led', async () => {
  const { page, server } = await consoleTest.open('/models/flight-delay?metric=f1', { signedIn: false });
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password', { exact: true }).fill(login.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'flight-delay' }).waitFor();
  expect(page.url()).toBe(`${server.url}/models/flight-delay?metric=f1`);
});

test('a wrong password is said beside the form and keeps the person there', async () => {
  const { page } = await consoleTest.open('/login', { signedIn: false });
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Email and password do not match').waitFor();
  expect(page.url()).toContain('/login');
});

test('a link to another site is not followed after signing in', async () => {
  const { page, server } = await consoleTest.open('/login?next=//evil.example.com', { signedIn: false });
  await page.getByLabel('Email').fill(login.email);
  await page.getByLabel('Password', { exact: true }).fill(login.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
  expect(page.url()).toBe(`${server.url}/`);
});

test('signing out ends at the login', async () => {
  const { page } = await consoleTest.open('/');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Driftline' }).waitFor();
});
