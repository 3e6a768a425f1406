import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodedError } from '@driftline/contracts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type FixtureOptions, type FixtureServer, login, startFixtureServer } from './fixtureServer.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenOptions extends Partial<FixtureOptions> {
  scheme?: 'light' | 'dark';
  width?: number;
  signedIn?: boolean;
}

export interface OpenConsole {
  page: Page;
  server: FixtureServer;
  /** What the page threw or logged as an error, requests that failed on purpose aside. */
  troubles: string[];
}

export interface ConsoleTest {
  open: (path: string, options?: OpenOptions) => Promise<OpenConsole>;
  /** Closes what the last test opened. */
  closePages: () => Promise<void>;
  close: () => Promise<void>;
}

function assertReady(): void {
  const missing = existsSync(fileURLToPath(new URL('../dist/index.html', import.meta.url)))
    ? existsSync(executablePath)
      ? undefined
      : {
          what: `There is no Chromium at ${executablePath}`,
          action: 'apt-get install -y --no-install-recommends chromium',
        }
    : { what: 'The console is not built', action: 'npx vite build in apps/console' };
  if (missing === undefined) return;
  throw new CodedError({
    code: 'console_test_not_ready',
    status: 500,
    message: missing.what,
    action: missing.action,
  });
}

/** A real browser on the built console with the fixture api behind it. */
export async function startConsoleTest(): Promise<ConsoleTest> {
  assertReady();
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  let contexts: BrowserContext[] = [];
  let servers: FixtureServer[] = [];
  const open = async (path: string, options: OpenOptions = {}): Promise<OpenConsole> => {
    const { scheme = 'light', width = 1440, signedIn = true, scenario = 'story', role = 'admin' } = options;
    const server = await startFixtureServer({ scenario, role });
    const context = await browser.newContext({
      colorScheme: scheme,
      reducedMotion: 'reduce',
      viewport: { width, height: width < 600 ? 844 : 900 },
      timezoneId: 'America/Chicago',
    });
    context.setDefaultTimeout(15_000);
    servers.push(server);
    contexts.push(context);
    if (signedIn) await context.request.post(`${server.url}/v1/session`, { data: login });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      const wanted = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !wanted) troubles.push(message.text());
    });
    await page.goto(server.url + path);
    return { page, server, troubles };
  };
  const closePages = async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await Promise.all(servers.map((server) => server.close()));
    contexts = [];
    servers = [];
  };
  return {
    open,
    closePages,
    close: async () => {
      await closePages();
      await browser.close();
    },
  };
}
