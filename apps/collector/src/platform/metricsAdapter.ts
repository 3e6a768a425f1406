import type { Metrics } from '@driftline/platform';
import type { IngestMetricsPort } from '../ports/ingestMetricsPort.js';

/** The collector's figures among those of its process. */
export function metricsAdapter(metrics: Metrics): IngestMetricsPort {
  return {
    items: (kind, counts) => {
      for (const outcome of ['accepted', 'duplicate', 'rejected'] as const) {
        metrics.ingestItems.inc({ kind, outcome }, counts[outcome]);
      }
    },
    seconds: (kind, seconds) => metrics.ingestSeconds.observe({ kind }, seconds),
  };
}
