import { CodedError, type StoredMap, storedMapSchema } from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { ApiQueries } from '../openapi/apiQueries.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';
import { checkRepository, policyOf } from './checkRepository.js';

const query = z.object({ repository: z.string().min(1), ref: z.string().min(1).default('HEAD') });
const LONGEST_WAIT_MS = 120_000;
const POLL_MS = 50;

@ApiTags('dependency maps')
@Controller('v1/dependency-map')
@Access('edit')
@UseGuards(AccessGuard)
export class DependencyMapController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'Map a repository and answer with the map, in one call' })
  @ApiQueries(query)
  @ApiOkResponse({ schema: jsonSchemaOf(storedMapSchema) })
  async map(@Query() input: unknown): Promise<StoredMap> {
    const { repository, ref } = parseInput(query, input, 'query');
    const { database, queue, config } = this.platform;
    const { id } = await database.maps.create(await checkRepository(repository, policyOf(config)), ref);
    await queue.add('buildMap', { mapId: id });
    const map = await this.finished(id);
    if (map.status === 'done') return map;
    throw new CodedError({
      code: 'map_failed',
      status: 422,
      message: `${repository} could not be mapped: ${map.error}`,
      where: 'repository',
      action: 'Check the path or URL and the ref.',
    });
  }

  private async finished(id: string): Promise<StoredMap> {
    const deadline = performance.now() + LONGEST_WAIT_MS;
    while (performance.now() < deadline) {
      const map = await this.platform.database.maps.get(id);
      if (map?.status === 'done' || map?.status === 'failed') return map;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new CodedError({
      code: 'map_still_running',
      status: 503,
      message: `Map ${id} is still being made.`,
      where: id,
      action: `Fetch it with GET /v1/maps/${id}.`,
      retryAfter: 10,
    });
  }
}
