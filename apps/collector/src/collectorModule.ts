import { type DynamicModule, Module } from '@nestjs/common';
import type { CollectorDependencies } from './collectorDependencies.js';
import { HealthController } from './health/healthController.js';
import { Readiness } from './health/readiness.js';
import { IngestRoutes } from './http/ingestRoutes.js';
import { createIngest } from './ingest/createIngest.js';
import { IngestService } from './ingest/ingestService.js';
import { INGEST_METRICS } from './ports/ingestMetricsPort.js';
import { LOG } from './ports/logPort.js';
import { TrafficReporter } from './traffic/trafficReporter.js';

export interface CollectorOptions {
  /** Serve /healthz, /readyz and /metrics too; the all-in-one process has its own. True unless told. */
  health?: boolean;
}

/** Marks the collector's providers and controllers in Nest. */
@Module({})
class CollectorModule {}

/** The collector's part of a Nest application on Fastify: its own process, or the all-in-one. */
export function collectorModule(
  dependencies: CollectorDependencies,
  options: CollectorOptions = {},
): DynamicModule {
  const { store, registry, limits, metrics, log } = dependencies;
  const { service, traffic } = createIngest(dependencies);
  return {
    module: CollectorModule,
    controllers: (options.health ?? true) ? [HealthController] : [],
    providers: [
      { provide: LOG, useValue: log },
      { provide: INGEST_METRICS, useValue: metrics },
      { provide: TrafficReporter, useValue: traffic },
      { provide: IngestService, useValue: service },
      { provide: Readiness, useValue: new Readiness(store, registry, limits) },
      IngestRoutes,
    ],
  };
}
