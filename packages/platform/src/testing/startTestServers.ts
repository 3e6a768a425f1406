import { createClient } from '@clickhouse/client';
import pg from 'pg';
import type { ClickHouseAddress } from '../embedded/clickhouse/embeddedClickHouse.js';
import { type Embedded, startEmbedded } from '../embedded/startEmbedded.js';

/** A real PostgreSQL and a real ClickHouse engine, thrown away at the end. One pair per test file is enough. */
export interface TestServers {
  databaseUrl: string;
  clickhouse: ClickHouseAddress;
  encryptionKey: string;
  /** A new, empty PostgreSQL database; returns its URL. */
  freshDatabase(): Promise<string>;
  /** A new, empty event database; returns its address. */
  freshEventDatabase(): Promise<ClickHouseAddress>;
  stop(): Promise<void>;
}

/** Starts both servers in a temporary directory, without waiting for the disk (about 0.6 s). */
export async function startTestServers(): Promise<TestServers> {
  const embedded = await startEmbedded({ dataDir: '', ephemeral: true });
  let made = 0;
  const nextName = () => {
    made += 1;
    return `test_${made}`;
  };
  const { databaseUrl, clickhouse, encryptionKey, stop } = embedded;
  return {
    databaseUrl,
    clickhouse,
    encryptionKey,
    stop,
    freshDatabase: () => freshDatabase(embedded, nextName()),
    freshEventDatabase: () => freshEventDatabase(embedded, nextName()),
  };
}

async function freshDatabase({ databaseUrl }: Embedded, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
  const fresh = new URL(databaseUrl);
  fresh.pathname = `/${name}`;
  return fresh.href;
}

async function freshEventDatabase({ clickhouse }: Embedded, name: string): Promise<ClickHouseAddress> {
  const client = createClient(clickhouse);
  try {
    await client.command({ query: 'CREATE DATABASE {name:Identifier}', query_params: { name } });
  } finally {
    await client.close();
  }
  return { ...clickhouse, database: name };
}
