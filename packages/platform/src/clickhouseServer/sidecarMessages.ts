import type { ClickHouseServerOptions } from './startClickHouseServer.js';

/** From the supervisor to the sidecar, over the IPC channel: secrets stay off the command line. */
export type ToSidecar = { type: 'start'; options: ClickHouseServerOptions } | { type: 'stop' };

/** From the sidecar to its supervisor. */
export type FromSidecar =
  | { type: 'ready'; port: number; version: string }
  | { type: 'failed'; message: string };
