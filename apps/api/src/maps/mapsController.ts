import { mapRequestSchema, mapStatusSchema, type StoredMap, storedMapSchema } from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { principalOf } from '../auth/principal.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';
import { checkRepository, policyOf } from './checkRepository.js';
import { mapNotFound } from './mapNotFound.js';

const acceptedSchema = z.object({ id: z.string(), status: mapStatusSchema });
const mapListSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      status: mapStatusSchema,
      error: z.string().nullable(),
      repository: z.object({ path: z.string(), commit: z.string().nullable() }),
      createdAt: z.iso.datetime(),
      models: z.int().nullable(),
      datasets: z.int().nullable(),
    }),
  ),
});

@ApiTags('dependency maps')
@Controller('v1/maps')
@Access('read')
@UseGuards(AccessGuard)
export class MapsController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Post()
  @HttpCode(202)
  @Access('edit')
  @ApiOperation({ summary: 'Map a repository, or several together: every data source of every model in it' })
  @ApiBody({ schema: jsonSchemaOf(mapRequestSchema, 'input') })
  @ApiAcceptedResponse({ schema: jsonSchemaOf(acceptedSchema) })
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof acceptedSchema>> {
    const { repository, repositories = [], ref } = parseInput(mapRequestSchema, body, 'body');
    const { database, queue, config } = this.platform;
    const checked: string[] = [];
    for (const each of repository === undefined ? repositories : [repository])
      checked.push(await checkRepository(each, policyOf(config)));
    const joined = checked.length > 1 ? { joined: checked } : {};
    const { id, status } = await database.maps.create(checked.join(' + '), ref, joined);
    await queue.add('buildMap', { mapId: id });
    await database.audit.record({
      actor: principalOf(request).name,
      action: 'map.create',
      subject: id,
      details: { repository: checked.join(' + '), ref },
    });
    return { id, status };
  }

  @Get()
  @ApiOperation({ summary: 'Maps, newest first' })
  @ApiOkResponse({ schema: jsonSchemaOf(mapListSchema) })
  async list(): Promise<z.infer<typeof mapListSchema>> {
    const { maps } = this.platform.database;
    const summaries = await maps.list();
    const sizes = await maps.sizes(summaries.map(({ id }) => id));
    const items = summaries.map(({ id, status, error, repository, commit, createdAt }) => ({
      id,
      status,
      error,
      repository: { path: repository, commit },
      createdAt: new Date(createdAt).toISOString(),
      models: sizes.get(id)?.models ?? null,
      datasets: sizes.get(id)?.datasets ?? null,
    }));
    return { items };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One map with its status' })
  @ApiOkResponse({ schema: jsonSchemaOf(storedMapSchema) })
  async get(@Param('id') id: string): Promise<StoredMap> {
    const map = await this.platform.database.maps.get(id);
    if (map) return map;
    throw mapNotFound(id);
  }
}
