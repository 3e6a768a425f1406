import { type DecodeLimits, defaultDecodeLimits } from '@driftline/formats';
import type { GroupOptions } from '../commit/insert.js';

/** What the collector takes, and how it groups. All of it is configuration. */
export interface CollectorLimits extends Omit<DecodeLimits, 'now'>, GroupOptions {
  /** One body, as sent. */
  maxBodyBytes: number;
  /** One body after decompression. */
  maxDecompressedBytes: number;
  /** Longest time that a body may take to arrive: a slow sender holds its share of memory meanwhile. */
  maxBodyMs: number;
  /** Bodies (after decompression) that wait for the store, together; more is answered with 503. */
  maxPendingBytes: number;
  /** Different models in one batch. */
  maxModelsPerBatch: number;
  /** Registered models. */
  maxModels: number;
  /** Features of one model over all its predictions. */
  maxFeaturesPerModel: number;
  /** Columns of one model: each of its features counts once for every type that it has had, as in the store. */
  maxFeatureColumnsPerModel: number;
  /** Versions of one model. */
  maxVersionsPerModel: number;
  /** Least time between two hints for one model. */
  hintIntervalMs: number;
  /** Seconds that a sender is asked to wait when the collector or the store is overloaded. */
  retryAfterSeconds: number;
}

/** Limits of an installation that sets none. */
export const defaultCollectorLimits: CollectorLimits = {
  ...defaultDecodeLimits,
  maxBodyBytes: 16 * 1024 * 1024,
  maxDecompressedBytes: 64 * 1024 * 1024,
  maxBodyMs: 60_000,
  maxPendingBytes: 256 * 1024 * 1024,
  maxModelsPerBatch: 100,
  maxModels: 1000,
  maxFeaturesPerModel: 1000,
  maxFeatureColumnsPerModel: 2000,
  maxVersionsPerModel: 1000,
  groupDelayMs: 4,
  groupRows: 500,
  maxGroupRows: 20_000,
  insertsPerModel: 2,
  hintIntervalMs: 2000,
  retryAfterSeconds: 2,
};
