import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Platform } from '../platform/platform.js';
import { PLATFORM } from './platformToken.js';
import { readiness } from './readiness.js';

/** What an orchestrator and Prometheus ask of every process. */
@Controller()
export class OperationController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  /** The process answers. */
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The installation does its work. */
  @Get('readyz')
  async readyz(@Res() reply: FastifyReply): Promise<void> {
    const report = await readiness(this.platform);
    await reply.code(report.ready ? 200 : 503).send(report);
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const { metrics, queue } = this.platform;
    for (const [job, counts] of Object.entries(await queue.counts())) {
      metrics.jobsWaiting.set({ job }, counts.waiting + counts.delayed);
    }
    await reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  }
}
