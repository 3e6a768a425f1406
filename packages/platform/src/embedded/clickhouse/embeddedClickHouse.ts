import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineOptions } from '../../clickhouseServer/engine/engineOptions.js';
import type { EmbeddedLog } from '../process/embeddedLog.js';
import type { ManagedServer } from '../process/managedServer.js';
import { clearSidecar } from './clearSidecar.js';
import { launchSidecar } from './launchSidecar.js';

export interface EmbeddedClickHouseOptions {
  /** The data directory; the engine lives in `clickhouse` below it. */
  directory: string;
  password: string;
  engine: EngineOptions;
  /** Largest request body, as sent. */
  maxBodyBytes: number;
  log: EmbeddedLog;
}

/** How to reach an event store with `@clickhouse/client`. */
export interface ClickHouseAddress {
  url: string;
  username: string;
  password: string;
  database: string;
}

export interface EmbeddedClickHouse extends ManagedServer {
  /** Known once it was launched; the port stays the same. */
  address(): ClickHouseAddress;
}

const USERNAME = 'driftline';

/** The ClickHouse engine in `<directory>/clickhouse`, in a sidecar process. */
export function embeddedClickHouse(options: EmbeddedClickHouseOptions): EmbeddedClickHouse {
  const directory = join(realpathSync(options.directory), 'clickhouse');
  const { password, engine, maxBodyBytes, log } = options;
  const credentials = { username: USERNAME, password };
  let port = 0;
  const launch = async () => {
    await clearSidecar(directory);
    const { process, port: bound } = await launchSidecar(
      { directory, port, credentials, engine, maxBodyBytes },
      log,
    );
    port = bound;
    return process;
  };
  const address = () => ({ url: `http://127.0.0.1:${port}`, ...credentials, database: 'default' });
  return { name: 'clickhouse', launch, address };
}
