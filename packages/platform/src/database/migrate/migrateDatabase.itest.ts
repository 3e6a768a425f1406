import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { migrateDatabase } from './migrateDatabase.js';
import { type Migration, readMigrations } from './readMigrations.js';

let servers: TestServers;
beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(async () => {
  await servers.stop();
});

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

const FIRST = migration('1_first', 'CREATE TABLE one (id INT)');
const SECOND = migration('2_second', 'CREATE TABLE two (id INT); INSERT INTO one VALUES (1)');

describe('migrateDatabase', () => {
  it('is applied once by ten processes that start at once', async () => {
    const url = await servers.freshDatabase();
    const applied = await Promise.all(Array.from({ length: 10 }, () => migrateDatabase(url)));
    const names = (await readMigrations()).map(({ name }) => name);
    expect(applied.flat()).toEqual(names);
    const ledger = await query(
      url,
      `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations ORDER BY 1`,
    );
    expect(ledger).toEqual(
      (await readMigrations()).map(({ name, checksum }) => ({
        migration_name: name,
        checksum,
        applied_steps_count: 1,
        finished: true,
      })),
    );
  });

  it('applies only what is new', async () => {
    const url = await servers.freshDatabase();
    expect(await migrateDatabase(url, [FIRST])).toEqual(['1_first']);
    expect(await migrateDatabase(url, [FIRST, SECOND])).toEqual(['2_second']);
    expect(await migrateDatabase(url, [FIRST, SECOND])).toEqual([]);
    expect(await query(url, 'SELECT count(*)::int FROM one')).toEqual([{ count: 1 }]);
  });

  it('refuses a released migration that was changed', async () => {
    const url = await servers.freshDatabase();
    await migrateDatabase(url, [FIRST]);
    const changed = migrateDatabase(url, [migration('1_first', 'CREATE TABLE other (id INT)'), SECOND]);
    await expect(changed).rejects.toMatchObject({
      code: 'migration_changed',
      where: 'prisma/migrations/1_first',
    });
    expect(await query(url, "SELECT to_regclass('two') AS two")).toEqual([{ two: null }]);
  });

  it('rolls a failed migration back whole and can go on once it is mended', async () => {
    const url = await servers.freshDatabase();
    const broken = migration('2_second', 'CREATE TABLE two (id INT); SELECT nonsense');
    await expect(migrateDatabase(url, [FIRST, broken])).rejects.toMatchObject({ code: 'migration_failed' });
    expect(await query(url, "SELECT to_regclass('two') AS two")).toEqual([{ two: null }]);
    expect(await migrateDatabase(url, [FIRST, SECOND])).toEqual(['2_second']);
  });

  it.each([
    ['nobody listens', (url: string) => url.replace(/:\d+\//, ':1/')],
    ['the password is wrong', (url: string) => url.replace(/:[^:@/]+@/, ':wrong@')],
    ['there is no such database', (url: string) => url.replace(/[^/]+$/, 'missing')],
  ])('says that the database is unavailable when %s', async (_case, change) => {
    await expect(migrateDatabase(change(servers.databaseUrl))).rejects.toMatchObject({
      code: 'database_unavailable',
      where: 'DATABASE_URL',
      retryAfter: 5,
    });
  });
});
