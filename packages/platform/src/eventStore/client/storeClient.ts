import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';
import type { EventStoreLimits, EventStoreOptions } from '../eventStoreOptions.js';
import { sql } from './sql.js';
import { isConnectionFailure, storeError } from './storeError.js';

const FIRST_RETRY_DELAY = 100;

/** Rows in ClickHouse's Native format on their way into one table. */
export interface NativeInsert {
  table: string;
  columns: readonly string[];
  body: Buffer;
  /** The same token never inserts twice. */
  token: string;
}

/** The few ways in which the event store talks to ClickHouse. Failures are CodedErrors; lost connections are retried. */
export class StoreClient {
  private readonly client;
  private readonly attempts: number;

  constructor(
    private readonly options: EventStoreOptions,
    limits: EventStoreLimits,
  ) {
    this.attempts = limits.attempts;
    this.client = createClient({
      url: options.url,
      username: options.username ?? 'default',
      password: options.password ?? '',
      database: options.database,
      request_timeout: limits.requestTimeout,
      max_open_connections: limits.maxOpenConnections,
      log: { level: ClickHouseLogLevel.OFF },
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 0,
        output_format_json_quote_denormals: 0,
        do_not_merge_across_partitions_select_final: 1,
        max_query_size: '16000000',
        // History may span centuries; a partition is a month.
        max_partitions_per_insert_block: '0',
      },
    });
  }

  /** Rows of a SELECT. 64-bit integers come as numbers, so the query must keep them below 2^53; NaN comes as null. */
  async rows<Row>(query: string, settings: ClickHouseSettings = {}): Promise<Row[]> {
    return this.retrying(async () => {
      const result = await this.client.query({ query, format: 'JSONEachRow', clickhouse_settings: settings });
      return result.json<Row>();
    });
  }

  /** A statement without rows in or out, which must be idempotent; resolves when it is done. */
  async command(query: string, settings: ClickHouseSettings = {}): Promise<void> {
    const clickhouse_settings = { ...settings, wait_end_of_query: 1 } as const;
    await this.retrying(() => this.client.command({ query, clickhouse_settings }));
  }

  /** Resolves when the rows are durable. */
  async insert({ table, columns, body, token }: NativeInsert): Promise<void> {
    const query = `INSERT INTO ${sql.name(table)} (${columns.map(sql.name).join(', ')}) FORMAT Native`;
    await this.retrying(async () => {
      const { stream } = await this.client.exec({
        query,
        values: Readable.from([body], { objectMode: false }),
        clickhouse_settings: { insert_deduplicate: 1, insert_deduplication_token: token },
      });
      for await (const _ of stream);
    });
  }

  /** Creates the database, which every other request names. */
  async createDatabase(): Promise<void> {
    const { url, username, password, database } = this.options;
    const client = createClient({
      url,
      username: username ?? 'default',
      password: password ?? '',
      log: { level: ClickHouseLogLevel.OFF },
    });
    try {
      const query = `CREATE DATABASE IF NOT EXISTS ${sql.name(database)}`;
      await this.retrying(() => client.command({ query }));
    } finally {
      await client.close();
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async retrying<Result>(request: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        if (!isConnectionFailure(error) || attempt >= this.attempts) throw storeError(error);
        const wait = FIRST_RETRY_DELAY * 2 ** (attempt - 1);
        this.options.log.warn(
          { error, attempt, wait },
          'the connection to the event store failed, trying again',
        );
        await delay(wait);
      }
    }
  }
}
