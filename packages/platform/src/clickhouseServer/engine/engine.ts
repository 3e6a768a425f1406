import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from 'chdb';
import { engineError } from '../errors/engineError.js';
import { quoteString } from '../sql/quote.js';
import type { EngineOptions } from './engineOptions.js';
import { queryDefaults, serverConfiguration } from './serverConfiguration.js';

/** One statement to run: `prelude` (USE, SET) first, on the same connection. */
export interface EngineQuery {
  prelude: string;
  sql: string;
  /** Output format when the statement names none. */
  format: string;
  /** Names the running query, so that it can be ended. */
  tag: string;
  /** Keeps a query from starting when its client has left; one that runs is ended by {@link Engine.kill}. */
  signal?: AbortSignal;
}

/** What a statement gave: its bytes (empty when it wrote a file) and the engine's counters. */
export interface EngineResult {
  bytes: Uint8Array;
  /** Seconds. */
  elapsed: number;
  rowsRead: number;
  bytesRead: number;
}

/**
 * The ClickHouse engine in this process. Every statement gets a connection of its own (0.3 ms), so settings,
 * parameters and the current database of one request never reach another; statements run in parallel on
 * node's thread pool. Owns its directory: a second opener is refused by the engine's own file lock.
 */
export class Engine {
  private readonly args: string[];
  private readonly data: string;
  private readonly anchor: Session;
  readonly version: string;

  constructor(directory: string, options: EngineOptions) {
    this.data = join(directory, 'data');
    mkdirSync(this.data, { recursive: true, mode: 0o700 });
    const configuration = join(directory, 'server.xml');
    writeFileSync(configuration, serverConfiguration(options), { mode: 0o600 });
    this.args = [`--config-file=${configuration}`, ...queryDefaults(options)];
    this.anchor = this.connect();
    this.version = this.anchor.query('SELECT version()', 'TSVRaw').trim();
  }

  async run({ prelude, sql, format, tag, signal }: EngineQuery): Promise<EngineResult> {
    const connection = this.connect();
    try {
      await connection.queryAsync(`${prelude}SET log_comment = ${quoteString(tag)}`);
      signal?.throwIfAborted();
      const result = await connection.queryAsync(sql, { format });
      const { elapsed, rowsRead, bytesRead } = result;
      return { bytes: result.bytes(), elapsed, rowsRead, bytesRead };
    } catch (error) {
      throw engineError(error);
    } finally {
      connection.close();
    }
  }

  /** Ends a running query; it then fails with code 394. */
  async kill(tag: string): Promise<void> {
    await this.anchor.queryAsync(`KILL QUERY WHERE Settings['log_comment'] = ${quoteString(tag)} ASYNC`);
  }

  close(): void {
    this.anchor.close();
  }

  private connect(): Session {
    return new Session(this.data, { connectionArgs: this.args });
  }
}
