import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';

/** Events as COPY's text format wants them, in chunks of 1,000 rows. */
export function toCopyChunks(lines) {
  const chunks = [];
  for (let at = 0; at < lines.length; at += 1000) {
    const rows = lines.slice(at, at + 1000).map((line) => `${line.replaceAll('\\', '\\\\')}\n`);
    chunks.push(Buffer.from(rows.join('')));
  }
  return chunks;
}

/** One COPY of all rows into a new table of one JSONB column, committed to disk. Resolves with bytes a row. */
export async function copyToPostgres(connectionString, table, chunks, time) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`CREATE TABLE ${table} (event jsonb NOT NULL)`);
  const seconds = await time(() =>
    pipeline(Readable.from(chunks), client.query(from(`COPY ${table} FROM STDIN`))),
  );
  const { rows } = await client.query(
    `SELECT count(*)::int AS rows, pg_total_relation_size('${table}')::float8 AS bytes FROM ${table}`,
  );
  await client.query(`DROP TABLE ${table}`);
  await client.end();
  return { ...seconds, rows: rows[0].rows, bytesPerRow: rows[0].bytes / rows[0].rows };
}
