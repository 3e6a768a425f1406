import { randomUUID } from 'node:crypto';
import { CodedError } from '@driftline/contracts';
import { Client } from 'pg';
import { databaseTrouble } from '../databaseTrouble.js';
import { type Migration, readMigrations } from './readMigrations.js';

/** The key of Prisma's own migration lock, so that `prisma migrate deploy` and this runner keep out of each other's way. */
const PRISMA_MIGRATION_LOCK = 72707369;

/** Prisma's own ledger, column for column. */
const LEDGER = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Brings the schema up to date and returns the names of the migrations that it applied. Any number of processes may
 * start at once: one migrates, the others wait. Each migration and its ledger row commit together.
 * @throws CodedError `database_unavailable`, `migration_changed`, `migration_failed`
 */
export async function migrateDatabase(url: string, migrations?: readonly Migration[]): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'driftline migrations' });
  await client.connect().catch((cause: unknown) => {
    throw databaseTrouble(cause) ?? cause;
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATION_LOCK]);
    await client.query(LEDGER);
    return await applyPending(client, migrations ?? (await readMigrations()));
  } finally {
    await client.end();
  }
}

async function applyPending(client: Client, migrations: readonly Migration[]): Promise<string[]> {
  const applied = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const checksums = new Map(applied.rows.map((row) => [row.migration_name, row.checksum]));
  const pending: string[] = [];
  for (const migration of migrations) {
    const checksum = checksums.get(migration.name);
    if (checksum === migration.checksum) continue;
    if (checksum !== undefined) throw migrationChanged(migration.name);
    await apply(client, migration);
    pending.push(migration.name);
  }
  return pending;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw migrationFailed(migration.name, cause);
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function migrationChanged(name: string): CodedError {
  return new CodedError({
    code: 'migration_changed',
    status: 500,
    message: `Migration ${name} was applied to this database with another content.`,
    where: `prisma/migrations/${name}`,
    action: 'Restore the file as it was released; put changes in a new migration.',
  });
}

function migrationFailed(name: string, cause: unknown): CodedError {
  return new CodedError(
    {
      code: 'migration_failed',
      status: 500,
      message: `Migration ${name} failed and was rolled back: ${messageOf(cause)}`,
      where: `prisma/migrations/${name}`,
      action: 'Restore the database from a backup if it was changed by hand, or report the failure.',
    },
    { cause },
  );
}
