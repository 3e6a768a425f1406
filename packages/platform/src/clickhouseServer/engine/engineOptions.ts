/** Limits of the embedded engine. Bytes are bytes, times are seconds. */
export interface EngineOptions {
  /** Memory that one query may take. */
  maxMemoryBytes: number;
  /** Seconds after which a query is ended. */
  maxExecutionSeconds: number;
  /** Queries that run at once in each lane; the rest waits. */
  concurrency: { ingest: number; schema: number; query: number };
  /** Requests that may wait in each lane; the next one is told to come back. */
  maxWaiting: { ingest: number; schema: number; query: number };
  /** Whether an insert is acknowledged only after its files are on disk. */
  durable: boolean;
}

/** Suits a machine of two to eight cores and 4 GiB. */
export const defaultEngineOptions: EngineOptions = {
  maxMemoryBytes: 2 * 1024 ** 3,
  maxExecutionSeconds: 300,
  concurrency: { ingest: 2, schema: 2, query: 4 },
  maxWaiting: { ingest: 64, schema: 64, query: 256 },
  durable: true,
};

/** Threads for node's pool: one per query that may run, the engine's own calls, and some for files. */
export function threadPoolSize({ concurrency }: EngineOptions): number {
  return concurrency.ingest + concurrency.schema + concurrency.query + 5;
}
