import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { ClickHouseAddress } from '../embedded/clickhouse/embeddedClickHouse.js';
import { type EmbeddedOptions, startEmbedded } from '../embedded/startEmbedded.js';

/** A real ClickHouse engine without PostgreSQL, thrown away at the end. */
export interface TestEventStore {
  address: ClickHouseAddress;
  /** Plain bodies both ways. */
  client: ClickHouseClient;
  /** Bodies in gzip both ways. */
  zipped: ClickHouseClient;
  rows(query: string, parameters?: object, settings?: object): Promise<Record<string, unknown>[]>;
  /** Makes a MergeTree table without an order and returns its name. */
  table(name: string, columns: string, settings?: string): Promise<string>;
  /** ClickHouse's HTTP interface without the client; `query` is what follows the slash. */
  http(query: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts only the event store (about 0.2 s), with the limits given. */
export async function startTestEventStore(
  limits: Pick<EmbeddedOptions, 'engine' | 'maxBodyBytes'> = {},
): Promise<TestEventStore> {
  const databaseUrl = 'postgresql://not.started/here';
  const embedded = await startEmbedded({ dataDir: '', ephemeral: true, databaseUrl, ...limits });
  const address = embedded.clickhouse;
  const quiet = { ...address, log: { level: ClickHouseLogLevel.OFF } };
  const client = createClient(quiet);
  const zipped = createClient({ ...quiet, compression: { request: true, response: true } });
  return {
    address,
    client,
    zipped,
    rows: async (query, parameters = {}, settings = {}) => {
      const options = { query_params: { ...parameters }, clickhouse_settings: { ...settings } };
      return (await client.query({ query, ...options, format: 'JSONEachRow' })).json();
    },
    table: async (name, columns, settings = '') => {
      const query = `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple() ${settings}`;
      await client.command({ query });
      return name;
    },
    http: (query, init = {}) => {
      const credentials = { 'X-ClickHouse-User': address.username, 'X-ClickHouse-Key': address.password };
      return fetch(`${address.url}/${query}`, { ...init, headers: { ...credentials, ...init.headers } });
    },
    stop: async () => {
      await Promise.all([client.close(), zipped.close()]);
      await embedded.stop();
    },
  };
}
