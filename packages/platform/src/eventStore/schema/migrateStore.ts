import { sql } from '../client/sql.js';
import type { StoreClient } from '../client/storeClient.js';
import type { EventStoreLimits } from '../eventStoreOptions.js';
import { expiry, storeMigrations } from './migrations.js';
import { modelTables } from './modelTables.js';

const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS driftline_migrations (
  version UInt32, name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
) ENGINE = ReplacingMergeTree ORDER BY version SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`;

interface TableRow {
  modelId: string;
  created: string;
}

/**
 * Brings the store's schema to this release: runs the missing migrations on every model's tables and makes the
 * retention what the limits say. Statements are idempotent, so processes may run it at the same time.
 */
export async function migrateStore(client: StoreClient, limits: EventStoreLimits): Promise<void> {
  await client.createDatabase();
  await client.command(MIGRATIONS_TABLE);
  const applied = await client.rows<{ version: number }>('SELECT version FROM driftline_migrations FINAL');
  const done = new Set(applied.map(({ version }) => version));
  const models = await client.rows<TableRow>(
    `SELECT substring(name, 3) AS modelId, create_table_query AS created FROM system.tables
     WHERE database = currentDatabase() AND match(name, '^p_[a-z0-9]+$')`,
  );
  for (const migration of storeMigrations) {
    if (done.has(migration.version)) continue;
    for (const { modelId } of models) {
      for (const statement of migration.perModel(modelId, limits.retentionDays))
        await client.command(statement);
    }
    await client.command(
      `INSERT INTO driftline_migrations (version, name) SELECT ${migration.version}, ${sql.string(migration.name)}`,
    );
  }
  for (const model of models) await applyRetention(client, model, limits.retentionDays);
}

async function applyRetention(client: StoreClient, model: TableRow, retentionDays: number): Promise<void> {
  const wanted = expiry(retentionDays);
  if (model.created.includes(`TTL ${wanted} `)) return;
  for (const table of Object.values(modelTables(model.modelId))) {
    await client.command(`ALTER TABLE ${table} MODIFY TTL ${wanted}`, { materialize_ttl_after_modify: 0 });
  }
}
