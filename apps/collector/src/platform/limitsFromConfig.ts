import type { Config } from '@driftline/platform';
import { type CollectorLimits, defaultCollectorLimits } from '../limits/collectorLimits.js';

/** The collector's limits as an installation configures them. */
export function limitsFromConfig(config: Config): CollectorLimits {
  return {
    ...defaultCollectorLimits,
    maxBodyBytes: config.maxBodyBytes,
    maxDecompressedBytes: config.maxDecompressedBytes,
    maxPendingBytes: Math.max(config.maxPendingBytes, config.maxDecompressedBytes),
    maxItems: config.maxRowsPerRequest,
    maxFeatures: config.maxFeatures,
    maxFeaturesPerModel: config.maxFeatures,
    maxFeatureColumnsPerModel: 2 * config.maxFeatures,
    maxNameLength: config.maxNameLength,
    maxStringLength: config.maxStringLength,
    maxFutureSeconds: config.maxFutureSeconds,
  };
}
