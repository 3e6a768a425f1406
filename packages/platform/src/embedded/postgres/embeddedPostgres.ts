import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { EmbeddedLog } from '../process/embeddedLog.js';
import { freePort } from '../process/freePort.js';
import type { ManagedServer, ServerProcess } from '../process/managedServer.js';
import { clearPostmaster } from './clearPostmaster.js';
import { ensureDatabase } from './ensureDatabase.js';
import { initialiseCluster } from './initialiseCluster.js';
import { launchPostmaster } from './launchPostmaster.js';
import { postgresAccount } from './postgresAccount.js';
import { postgresBinaries } from './postgresBinaries.js';

export interface EmbeddedPostgresOptions {
  /** The data directory; the cluster lives in `postgres` below it. */
  directory: string;
  password: string;
  /** Whether a commit waits for the disk. */
  durable: boolean;
  log: EmbeddedLog;
}

export interface EmbeddedPostgres extends ManagedServer {
  databaseUrl: string;
}

const USER = 'driftline';
const DATABASE = 'driftline';

/** A real PostgreSQL in `<directory>/postgres`, made on first use, on one loopback port for its whole life. */
export async function embeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { password, durable, log } = options;
  const cluster = join(realpathSync(options.directory), 'postgres');
  const binaries = postgresBinaries();
  const account = postgresAccount(cluster, binaries.postgres);
  await initialiseCluster({
    directory: cluster,
    initdb: binaries.initdb,
    account,
    user: USER,
    password,
    durable,
  });
  const port = await freePort();
  const databaseUrl = `postgresql://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
  const launch = async (): Promise<ServerProcess> => {
    await clearPostmaster(cluster);
    const running = await launchPostmaster({
      cluster,
      program: binaries.postgres,
      account,
      port,
      durable,
      log,
    });
    try {
      await ensureDatabase(databaseUrl, DATABASE);
    } catch (error) {
      await running.stop();
      throw error;
    }
    return { ...running, check: () => selectOne(databaseUrl) };
  };
  return { name: 'postgres', databaseUrl, launch };
}

async function selectOne(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  // A server that dies while it is asked must not crash the asker.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT 1');
  } finally {
    await client.end();
  }
}
