import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { principalOf } from '../auth/principal.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';

const failedJobSchema = z.object({
  id: z.string(),
  name: z.string().describe('kind of job'),
  payload: z.unknown(),
  reason: z.string(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
});
const listSchema = z.object({ items: z.array(failedJobSchema) });
const acceptedSchema = z.object({ id: z.string() });

@ApiTags('operation')
@Controller('v1/jobs/failed')
@Access('read')
@UseGuards(AccessGuard)
export class FailedJobsController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'Failed jobs with their reasons, newest first' })
  @ApiOkResponse({ schema: jsonSchemaOf(listSchema) })
  async list(): Promise<z.infer<typeof listSchema>> {
    const failed = await this.platform.queue.failed();
    return {
      items: failed.map((job) => ({
        ...job,

        failedAt: new Date(job.failedAt).toISOString(),
      })),
    };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({ summary: 'Replay a failed job' })
  @ApiAcceptedResponse({ schema: jsonSchemaOf(acceptedSchema) })
  async retry(@Param('id') id: string, @Req() request: FastifyRequest): Promise<{ id: string }> {
    const { queue, database } = this.platform;
    await queue.retryFailed(id);
    const actor = principalOf(request).name;
    await database.audit.record({ actor, action: 'job.retry', subject: id, details: {} });
    return { id };
  }
}
