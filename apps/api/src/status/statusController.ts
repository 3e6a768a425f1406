import { type Platform, SimulatedClock } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';

const statusSchema = z.object({
  version: z.string(),
  clock: z.object({ now: z.iso.datetime(), simulated: z.boolean() }),
  queues: z.record(
    z.string(),
    z.object({ waiting: z.int(), active: z.int(), delayed: z.int(), failed: z.int() }),
  ),
});

@ApiTags('operation')
@Controller('v1/status')
@Access('read')
@UseGuards(AccessGuard)
export class StatusController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: "Driftline's own version, clock and queues" })
  @ApiOkResponse({ schema: jsonSchemaOf(statusSchema) })
  async status(): Promise<z.infer<typeof statusSchema>> {
    const { clock, queue } = this.platform;
    return {
      version: '0.1.0',
      clock: { now: new Date(clock.now()).toISOString(), simulated: clock instanceof SimulatedClock },
      queues: { ...(await queue.counts()) },
    };
  }
}
