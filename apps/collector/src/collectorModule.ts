import type { Platform } from '@driftline/platform';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { CollectorDependencies } from './collectorDependencies.js';
import { IngestRoutes } from './http/ingestRoutes.js';
import { createIngest } from './ingest/createIngest.js';
import { IngestService } from './ingest/ingestService.js';
import { LineageRoutes } from './lineage/lineageRoutes.js';
import { type CollectorOptions, platformDependencies } from './platform/platformDependencies.js';
import { TrafficReporter } from './traffic/trafficReporter.js';

/** The collector's part of a Nest application on Fastify: its own process, or the all-in-one. */
@Module({})
export class CollectorModule implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(IngestRoutes) private readonly routes: IngestRoutes,
    @Inject(LineageRoutes) private readonly lineage: LineageRoutes,
    @Inject(IngestService) private readonly service: IngestService,
    @Inject(TrafficReporter) private readonly traffic: TrafficReporter,
  ) {}

  /** On a platform, which stays its caller's to close, after the application. */
  static register(platform: Platform, options: CollectorOptions = {}): DynamicModule {
    return CollectorModule.with(platformDependencies(platform, options));
  }

  /** On whatever fills the ports. */
  static with(dependencies: CollectorDependencies): DynamicModule {
    const { service, lineage, traffic } = createIngest(dependencies);
    return {
      module: CollectorModule,
      providers: [
        { provide: TrafficReporter, useValue: traffic },
        { provide: IngestService, useValue: service },
        { provide: LineageRoutes, useValue: new LineageRoutes(lineage, dependencies.log) },
        { provide: IngestRoutes, useValue: new IngestRoutes(service, dependencies.log) },
      ],
    };
  }

  onModuleInit(): void {
    const fastify = this.host.httpAdapter.getInstance();
    this.routes.addTo(fastify);
    this.lineage.addTo(fastify);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.service.drain();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.traffic.drain();
  }
}
