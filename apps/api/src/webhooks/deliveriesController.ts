import { CodedError, type Delivery, deliverySchema, type Page, pageSchema } from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { ApiQueries } from '../openapi/apiQueries.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';

const listQuery = z.object({
  incident: z.string().optional(),
  endpoint: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  cursor: z.string().optional(),
});
const acceptedSchema = z.object({ id: z.string() });

@ApiTags('alerts')
@Controller('v1/deliveries')
@Access('read')
@UseGuards(AccessGuard)
export class DeliveriesController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'The delivery log, newest first' })
  @ApiQueries(listQuery)
  @ApiOkResponse({ schema: jsonSchemaOf(pageSchema(deliverySchema)) })
  async list(@Query() query: unknown): Promise<Page<Delivery>> {
    const { incident, endpoint, ...page } = parseInput(listQuery, query, 'query');
    return await this.platform.database.deliveries.list({
      ...page,
      ...(incident === undefined ? {} : { incidentId: incident }),
      ...(endpoint === undefined ? {} : { endpointId: endpoint }),
    });
  }

  @Post(':id/redeliver')
  @HttpCode(202)
  @Access('edit')
  @ApiOperation({ summary: 'Send a finished delivery again' })
  @ApiAcceptedResponse({ schema: jsonSchemaOf(acceptedSchema) })
  async redeliver(@Param('id') id: string): Promise<{ id: string }> {
    const { database, queue } = this.platform;
    if (!(await database.deliveries.redeliver(id))) {
      throw (await database.deliveries.get(id)) ? stillUnderWay(id) : deliveryNotFound(id);
    }
    await queue.add('deliverAlert', { deliveryId: id });
    return { id };
  }
}

function stillUnderWay(id: string): CodedError {
  return new CodedError({
    code: 'delivery_not_finished',
    status: 409,
    message: `Delivery ${id} is still under way.`,
    where: id,
    action: 'Wait until it is delivered or failed; it is tried again by itself.',
  });
}

function deliveryNotFound(id: string): CodedError {
  return new CodedError({
    code: 'delivery_not_found',
    status: 404,
    message: `There is no delivery ${id}.`,
    where: id,
    action: 'List the deliveries with GET /v1/deliveries.',
  });
}
