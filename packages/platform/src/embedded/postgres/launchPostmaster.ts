import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CodedError } from '@driftline/contracts';
import type { EmbeddedLog } from '../process/embeddedLog.js';
import { lastLines } from '../process/lastLines.js';
import type { ServerProcess } from '../process/managedServer.js';
import { onLeash } from './leash.js';
import { type PostgresAccount, underAccount } from './postgresAccount.js';
import { postgresSettings } from './postgresSettings.js';

export interface PostmasterOptions {
  cluster: string;
  program: string;
  account: PostgresAccount;
  port: number;
  durable: boolean;
  log: EmbeddedLog;
}

const POLL_MS = 15;

/** Starts the server on its leash and returns when it takes connections, however long recovery takes. */
export async function launchPostmaster(options: PostmasterOptions): Promise<Omit<ServerProcess, 'check'>> {
  const { cluster, port, durable, log } = options;
  const server = [options.program, '-D', cluster, ...postgresSettings(port, durable)];
  const { program, args, options: identity } = underAccount(options.account, onLeash(server));
  // A session of its own: Ctrl-C in the terminal is for the platform, which stops the server in its turn.
  const leash = spawn(program, args, {
    ...identity,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const output =
    leash.stderr === null ? () => '' : lastLines(leash.stderr, (line) => log.debug({ line }, 'postgres'));
  const exited = new Promise<string>((resolve) => {
    leash.once('error', (error) => resolve(error.message));
    leash.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  leash.stdin?.on('error', () => undefined);
  await untilReady(cluster, leash, exited, output);
  const stop = async () => {
    leash.stdin?.end();
    await exited;
  };
  return { exited, stop, kill: () => killPostmaster(cluster, leash) };
}

async function untilReady(
  cluster: string,
  leash: ChildProcess,
  exited: Promise<string>,
  output: () => string,
): Promise<void> {
  let exit: string | undefined;
  void exited.then((how) => {
    exit = how;
  });
  while (postmasterFile(cluster)[7]?.trim() !== 'ready') {
    if (exit !== undefined || leash.pid === undefined) {
      throw new CodedError({
        code: 'embedded_postgres_failed',
        status: 500,
        message: `The embedded PostgreSQL did not start (${exit}): ${output().slice(-1000)}`,
        where: cluster,
        action: 'See the message; or set DATABASE_URL to a PostgreSQL server.',
      });
    }
    await delay(POLL_MS);
  }
}

/** The lines of postmaster.pid: 1 process, 4 port, 8 state. */
function postmasterFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function killPostmaster(cluster: string, leash: ChildProcess): void {
  const pid = Number(postmasterFile(cluster)[0]);
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended in between; its leash ends with it.
    leash.stdin?.end();
  }
}
