import { createPostgresBackend, DEFAULT_SCHEMA, Queue, runMigrations, Worker } from 'bullmq';
import { Pool } from 'pg';
import type { QueueBackend } from './queueBackend.js';

/** One LISTEN connection for every kind of job, and some for queries. */
const CONNECTIONS = 20;
/** Every queue and worker listens to the pool's errors. */
const LISTENERS = 100;

/** Jobs in PostgreSQL, in BullMQ's own schema `bullmq`, which is brought up to date first. */
export async function connectPostgresBackend(
  url: string,
  onError: (error: Error) => void,
): Promise<QueueBackend> {
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    keepAlive: true,
    options: `-c search_path=${DEFAULT_SCHEMA}`,
    application_name: 'driftline jobs',
  });
  pool.on('error', onError);
  pool.setMaxListeners(LISTENERS);
  const client = await pool.connect();
  try {
    await runMigrations(client, DEFAULT_SCHEMA);
  } finally {
    client.release();
  }
  return {
    queue: (name) => new Queue(name, { connection: pool }, createPostgresBackend),
    worker: (name, processor, options) =>
      new Worker(name, processor, { ...options, connection: pool }, createPostgresBackend),
    close: () => pool.end(),
  };
}
