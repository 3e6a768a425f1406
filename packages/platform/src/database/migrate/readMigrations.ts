import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** One step of the schema. */
export interface Migration {
  /** Folder name, `<timestamp>_<name>`: the order of application. */
  name: string;
  sql: string;
  /** SHA-256 of the file in hex, as Prisma computes it. */
  checksum: string;
}

/** The repository's prisma/migrations; the same number of folders up from src and from dist. */
const FOLDER = fileURLToPath(new URL('../../../../../prisma/migrations/', import.meta.url));

/** Every migration, oldest first. */
export async function readMigrations(folder: string = FOLDER): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(`${folder}/${name}/migration.sql`, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
