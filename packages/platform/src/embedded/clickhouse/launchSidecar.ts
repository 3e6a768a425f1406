import { type ChildProcess, fork } from 'node:child_process';
import { CodedError } from '@driftline/contracts';
import { threadPoolSize } from '../../clickhouseServer/engine/engineOptions.js';
import type { FromSidecar, ToSidecar } from '../../clickhouseServer/sidecarMessages.js';
import type { ClickHouseServerOptions } from '../../clickhouseServer/startClickHouseServer.js';
import type { EmbeddedLog } from '../process/embeddedLog.js';
import { lastLines } from '../process/lastLines.js';
import type { ServerProcess } from '../process/managedServer.js';
import { sidecarEntry } from './sidecarEntry.js';

/** Starts the sidecar and returns when it listens. */
export async function launchSidecar(
  options: ClickHouseServerOptions,
  log: EmbeddedLog,
): Promise<{ process: ServerProcess; port: number }> {
  // The directory among the arguments lets a successor recognise a sidecar that was left behind.
  const child = fork(sidecarEntry(), [options.directory], {
    execArgv: [],
    // A session of its own: Ctrl-C in the terminal is for the platform, which stops the sidecar in its turn.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, UV_THREADPOOL_SIZE: String(threadPoolSize(options.engine)) },
  });
  const line = (text: string) => log.warn({ line: text }, 'clickhouse');
  if (child.stdout !== null) lastLines(child.stdout, line);
  const output = child.stderr === null ? () => '' : lastLines(child.stderr, line);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
  });
  tell(child, { type: 'start', options });
  const port = await untilReady(child, exited, options.directory, output);
  const stop = async () => {
    tell(child, { type: 'stop' });
    await exited;
  };
  const address = `http://127.0.0.1:${port}`;
  const sidecar = {
    exited,
    stop,
    check: () => check(address, options),
    kill: () => void child.kill('SIGKILL'),
  };
  return { process: sidecar, port };
}

function tell(child: ChildProcess, message: ToSidecar): void {
  // One that has ended cannot be told; `exited` says so.
  child.send(message, () => undefined);
}

async function untilReady(
  child: ChildProcess,
  exited: Promise<string>,
  directory: string,
  output: () => string,
): Promise<number> {
  const message = new Promise<FromSidecar>((resolve) => child.once('message', resolve));
  const ended = exited.then((exit): FromSidecar => ({ type: 'failed', message: `it ended (${exit})` }));
  const answer = await Promise.race([message, ended]);
  if (answer.type === 'ready') return answer.port;
  await exited;
  throw failure(directory, `${answer.message} ${output()}`.trim());
}

function failure(directory: string, message: string): CodedError {
  if (message.includes('Cannot lock file')) {
    return new CodedError({
      code: 'event_store_locked',
      status: 409,
      message: `The event store in ${directory} is in use by another process.`,
      where: 'DRIFTLINE_DATA_DIR',
      action: 'Stop the other process, or choose another data directory.',
    });
  }
  return new CodedError({
    code: 'embedded_clickhouse_failed',
    status: 500,
    message: `The embedded event store does not work: ${message.slice(-1000)}`,
    where: directory,
    action: 'See the message; or set CLICKHOUSE_URL to a ClickHouse server.',
  });
}

async function check(address: string, { credentials, directory }: ClickHouseServerOptions): Promise<void> {
  const answer = await fetch(`${address}/?query=SELECT%201`, {
    headers: { 'X-ClickHouse-User': credentials.username, 'X-ClickHouse-Key': credentials.password },
  });
  if (!answer.ok) throw failure(directory, `it answered a check with status ${answer.status}`);
  await answer.arrayBuffer();
}
