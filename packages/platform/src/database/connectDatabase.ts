import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { listenChanges } from './changes/listenChanges.js';
import { atomically } from './client/atomically.js';
import type { Database } from './database.js';
import { PrismaClient } from './generated/client.js';
import { withModelLock } from './locks/modelLock.js';
import { migrateDatabase } from './migrate/migrateDatabase.js';
import { createRepositories } from './repositories.js';

export interface DatabaseOptions {
  /** `postgresql://…` */
  url: string;
  /** Bring the schema up to date first; safe in any number of processes at once. True unless told. */
  migrate?: boolean;
  /** Connections for queries; 10 unless told. */
  poolSize?: number;
  /** Told when an idle connection breaks; the pool replaces it by itself. */
  onConnectionError?: (error: Error) => void;
}

const LOCK_CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 10_000;

/** Connects to the facts. @throws CodedError `database_unavailable`, `migration_changed`, `migration_failed` */
export async function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, onConnectionError = () => {} } = options;
  if (options.migrate ?? true) await migrateDatabase(url);
  const pool = new Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  const locks = new Pool({ connectionString: url, max: LOCK_CONNECTIONS, keepAlive: true });
  let closing = false;
  // A pool that ends does not wait for its sockets: a server that stops next still cuts some of them off.
  const broken = (error: Error) => {
    if (!closing) onConnectionError(error);
  };
  for (const each of [pool, locks]) each.on('error', broken);
  const client = new PrismaClient({ adapter: new PrismaPg(pool) });
  const repositories = createRepositories(client);
  return {
    ...repositories,
    transaction: (work) => atomically(client, (transaction) => work(createRepositories(transaction))),
    withModelLock: (modelId, work) => withModelLock(locks, modelId, work),
    publishChange: (event) => repositories.changes.publish(event),
    listenChanges: (onChange, onGap) => listenChanges(url, { onChange, ...(onGap ? { onGap } : {}) }),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: async () => {
      closing = true;
      await client.$disconnect();
      await Promise.all([pool.end(), locks.end()]);
    },
  };
}
