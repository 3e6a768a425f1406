import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { defaultEngineOptions, type EngineOptions } from '../clickhouseServer/engine/engineOptions.js';
import { type ClickHouseAddress, embeddedClickHouse } from './clickhouse/embeddedClickHouse.js';
import { parseClickHouseUrl } from './clickhouse/parseClickHouseUrl.js';
import { dataDirectorySecrets } from './dataDirectory/dataDirectorySecrets.js';
import { ephemeralDirectory } from './dataDirectory/ephemeralDirectory.js';
import { lockDataDirectory } from './dataDirectory/lockDataDirectory.js';
import { embeddedPostgres } from './postgres/embeddedPostgres.js';
import { type EmbeddedLog, silentLog } from './process/embeddedLog.js';
import type { ServerHealth } from './process/managedServer.js';
import { SupervisedServer, type SupervisionTimes } from './process/supervisedServer.js';

export interface EmbeddedOptions {
  /** Where everything is kept; made if need be. Not used when `ephemeral`. */
  dataDir: string;
  /** Keep everything in a temporary directory, without waiting for the disk, and remove it at the end. */
  ephemeral?: boolean;
  /** A PostgreSQL server to use instead of an embedded one. */
  databaseUrl?: string | undefined;
  /** A ClickHouse server to use instead of an embedded one. */
  clickhouseUrl?: string | undefined;
  engine?: Partial<EngineOptions>;
  /** Largest body that the embedded event store takes, as sent. */
  maxBodyBytes?: number;
  times?: SupervisionTimes;
  log?: EmbeddedLog;
}

export interface Embedded {
  databaseUrl: string;
  clickhouse: ClickHouseAddress;
  /** 32 bytes in base64, kept in the data directory: encrypts secrets when DRIFTLINE_SECRET is not set. */
  encryptionKey: string;
  /** The servers that run here; empty when both are elsewhere. */
  health(): ServerHealth[];
  /** Stops the servers gracefully and gives the data directory back. */
  stop(): Promise<void>;
}

/** Rows of one insert travel in one body; a batch of 64 MiB fits with room to spare. */
const MAX_BODY_BYTES = 512 * 1024 * 1024;

/**
 * Starts the embedded servers, both at once, and keeps them running.
 * @throws CodedError `data_directory_locked`, `embedded_postgres_failed`, `embedded_clickhouse_failed`, …
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const directory = prepare(options.ephemeral ? ephemeralDirectory() : options.dataDir);
  const unlock = lockDataDirectory(directory);
  const release = () => {
    if (options.ephemeral) rmSync(directory, { recursive: true, force: true });
    else unlock();
  };
  try {
    return await startIn(directory, options, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Root lends PostgreSQL another account, which must be able to pass through the directory. */
function prepare(dataDir: string): string {
  const directory = resolve(dataDir);
  mkdirSync(directory, { recursive: true });
  chmodSync(directory, process.getuid?.() === 0 ? 0o711 : 0o700);
  return directory;
}

async function startIn(directory: string, options: EmbeddedOptions, release: () => void): Promise<Embedded> {
  const secrets = dataDirectorySecrets(directory);
  const log = options.log ?? silentLog;
  const servers: SupervisedServer[] = [];
  const supervise = async (server: ConstructorParameters<typeof SupervisedServer>[0]) => {
    const supervised = new SupervisedServer(server, log, options.times);
    await supervised.start();
    servers.push(supervised);
  };
  const postgres = async () => {
    if (options.databaseUrl !== undefined) return options.databaseUrl;
    const durable = !options.ephemeral;
    const server = await embeddedPostgres({ directory, password: secrets.postgresPassword, durable, log });
    await supervise(server);
    return server.databaseUrl;
  };
  const clickhouse = async () => {
    if (options.clickhouseUrl !== undefined) return parseClickHouseUrl(options.clickhouseUrl);
    const engine = { ...defaultEngineOptions, durable: !options.ephemeral, ...options.engine };
    const password = secrets.clickhousePassword;
    const { maxBodyBytes = MAX_BODY_BYTES } = options;
    const server = embeddedClickHouse({ directory, password, engine, maxBodyBytes, log });
    await supervise(server);
    return server.address();
  };
  const stop = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    release();
  };
  const [database, events] = await Promise.allSettled([postgres(), clickhouse()]);
  if (database.status === 'rejected' || events.status === 'rejected') {
    await Promise.all(servers.map((server) => server.stop()));
    throw database.status === 'rejected' ? database.reason : (events as PromiseRejectedResult).reason;
  }
  return {
    databaseUrl: database.value,
    clickhouse: events.value,
    encryptionKey: secrets.encryptionKey,
    health: () => servers.map((server) => server.health()),
    stop,
  };
}
