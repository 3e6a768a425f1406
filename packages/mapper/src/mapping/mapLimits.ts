import { availableParallelism } from 'node:os';
import type { PoolLimits } from '../analysis/analysisPool.js';
import type { AccessOptions, RepositoryLimits } from '../repository/repository.js';

export interface CacheLimits {
  /** Bytes that the caches of all repositories may take together. */
  cacheBytes: number;
}

export type MapLimits = RepositoryLimits & PoolLimits & CacheLimits;

export interface MapOptions extends AccessOptions {
  /** Branch, tag or commit; HEAD by default. A plain folder has none. */
  ref?: string;
  /** Threads that parse; by default as many as the machine has. 0 parses in the caller's thread. */
  workers?: number;
  /** Folder that keeps what files say between mappings: the next commit costs only the files that it changes. */
  cache?: string;
  limits?: Partial<MapLimits>;
}

const DEFAULTS: MapLimits = {
  files: 200_000,
  cloneBytes: 2_000_000_000,
  cloneTime: 300_000,
  workers: Math.min(availableParallelism(), 8),
  fileTime: 10_000,
  heap: 512,
  cacheBytes: 1_000_000_000,
};

/** The limits that the options set, with defaults for the others. */
export function limitsOf({ limits, workers }: MapOptions): MapLimits {
  return { ...DEFAULTS, ...limits, ...(workers === undefined ? {} : { workers }) };
}
