import type { Rejection } from '@driftline/contracts';

/** Something that the host may want to know; the client has dealt with it already. */
export interface ClientProblem {
  /** `rejected`, `failed`, `dropped`, `stopped`, `not_serialisable`. */
  kind: 'rejected' | 'failed' | 'dropped' | 'stopped' | 'not_serialisable';
  message: string;
  /** Events that are lost by it. */
  events: number;
  /** What the collector said of each rejected event; `index` counts within the batch that was sent. */
  rejections?: readonly Rejection[];
}

export interface ClientOptions {
  /** Address of the collector, for example `http://localhost:3210`. */
  url: string;
  /** API key with the scope `ingest`. */
  apiKey: string;
  /** Model of events that name none. */
  model?: string;
  /** Version of predictions that name none. */
  modelVersion?: string;
  /** Events that may wait; further ones are dropped and counted. */
  maxQueuedEvents?: number;
  /** Bytes (as JSON text) that may wait; further events are dropped and counted. */
  maxQueuedBytes?: number;
  /** Events of one request. */
  maxBatchEvents?: number;
  /** Bytes of one request before compression. */
  maxBatchBytes?: number;
  /** Longest time that an event waits for company. */
  flushIntervalMs?: number;
  /** Time after which a request is given up and tried again. */
  requestTimeoutMs?: number;
  /** Tries of one batch before it is given up. */
  maxAttempts?: number;
  /** First wait between two tries; doubles with each, with jitter. */
  backoffMs?: number;
  maxBackoffMs?: number;
  /** Longest time that `close` and the end of the process wait for what is queued. */
  closeTimeoutMs?: number;
  /** Compress requests; true unless told. */
  gzip?: boolean;
  /** Told of everything that was lost. What it throws is ignored. */
  onError?: (problem: ClientProblem) => void;
}

/** Options with every default in place. */
export type ResolvedOptions = Required<Omit<ClientOptions, 'model' | 'modelVersion'>> &
  Pick<ClientOptions, 'model' | 'modelVersion'>;

export const defaultOptions = {
  maxQueuedEvents: 50_000,
  maxQueuedBytes: 64 * 1024 * 1024,
  maxBatchEvents: 1000,
  maxBatchBytes: 4 * 1024 * 1024,
  flushIntervalMs: 1000,
  requestTimeoutMs: 15_000,
  maxAttempts: 10,
  backoffMs: 250,
  maxBackoffMs: 30_000,
  closeTimeoutMs: 5000,
  gzip: true,
  onError: () => {},
} satisfies Partial<ClientOptions>;
