import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { CodedError } from '@driftline/contracts';
import { freePort } from '../../embedded/process/freePort.js';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const INSTALL = 'apt-get update && apt-get install -y --no-install-recommends redis-server';

async function works(command: string, args: string[]): Promise<boolean> {
  return await run(command, args).then(
    () => true,
    () => false,
  );
}

/** Redis comes from Debian's packages; where it is missing and we may, it is installed. */
async function ensureRedis(): Promise<void> {
  if (await works('redis-server', ['--version'])) return;
  const mayInstall = process.getuid?.() === 0 && (await works('apt-get', ['--version']));
  if (mayInstall && (await works('sh', ['-c', `DEBIAN_FRONTEND=noninteractive; ${INSTALL}`]))) return;
  throw new CodedError({
    code: 'test_server_missing',
    status: 500,
    message: 'redis-server is not installed, so the jobs cannot be tested on Redis.',
    where: 'redis-server',
    action: `As root: ${INSTALL}`,
  });
}

/** A real Redis on a free port with nothing in it; `settings` are added to its command line. */
export async function startTestRedis(settings: string[] = []): Promise<TestRedis> {
  await ensureRedis();
  const folder = await mkdtemp(join(tmpdir(), 'driftline-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...settings];
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  for await (const line of createInterface({ input: server.stdout }))
    if (line.includes('Ready to accept connections')) break;
  server.stdout.resume();
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
