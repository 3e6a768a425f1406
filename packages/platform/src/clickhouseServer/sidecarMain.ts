import { mkdirSync } from 'node:fs';
import type { FromSidecar, ToSidecar } from './sidecarMessages.js';
import {
  type ClickHouseServer,
  type ClickHouseServerOptions,
  startClickHouseServer,
} from './startClickHouseServer.js';

/** The longest that running queries may hold up the end. */
const GRACE_MS = 10_000;

let server: ClickHouseServer | undefined;
let stopping = false;

function tell(message: FromSidecar): void {
  if (process.connected) process.send?.(message);
}

async function start(options: ClickHouseServerOptions): Promise<void> {
  try {
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
    process.chdir(options.directory);
    server = await startClickHouseServer(options);
    tell({ type: 'ready', port: server.port, version: server.version });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.send?.({ type: 'failed', message } satisfies FromSidecar, () => process.exit(1));
  }
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), GRACE_MS).unref();
  await server?.close();
  process.exit(0);
}

process.on('message', (message: ToSidecar) => {
  void (message.type === 'start' ? start(message.options) : stop());
});
// The parent is gone, however it went: nobody is left to restart or stop this process.
process.on('disconnect', () => void stop());
process.on('SIGTERM', () => void stop());
// A Ctrl-C in the terminal reaches the whole group; the parent decides when the store stops.
process.on('SIGINT', () => undefined);
