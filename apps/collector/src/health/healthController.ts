import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { INGEST_METRICS, type IngestMetricsPort } from '../ports/ingestMetricsPort.js';
import { Readiness } from './readiness.js';

/** What an orchestrator and Prometheus ask of the collector's own process. */
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(INGEST_METRICS) private readonly metricsPort: IngestMetricsPort,
  ) {}

  /** The process answers. */
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** A batch would be stored now. */
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.check();
    await reply.code(report.ready ? 200 : 503).send(report);
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { contentType, body } = await this.metricsPort.text();
    await reply.header('content-type', contentType).send(body);
  }
}
