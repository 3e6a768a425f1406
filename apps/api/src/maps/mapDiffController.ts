import { CodedError, type MapDiff, mapDiffSchema } from '@driftline/contracts';
import { diffMaps } from '@driftline/mapper';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, Param, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { findMap } from './findMap.js';

@ApiTags('dependency maps')
@Controller('v1/maps/:id/diff')
@Access('read')
@UseGuards(AccessGuard)
export class MapDiffController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'How a map of a registered repository differs from the one before it' })
  @ApiOkResponse({ schema: jsonSchemaOf(mapDiffSchema) })
  async stored(@Param('id') id: string): Promise<MapDiff> {
    const diff = await this.platform.database.maps.difference(id);
    if (diff) return diff;
    await findMap(this.platform, id);
    throw new CodedError({
      code: 'map_without_base',
      status: 404,
      message: `Map ${id} was not compared with another when it was made.`,
      where: id,
      action: `Compare it with GET /v1/maps/{id}/diff/${id}.`,
    });
  }

  @Get(':other')
  @ApiOperation({ summary: 'What differs from a map (the base) to another, and which models that reaches' })
  @ApiOkResponse({ schema: jsonSchemaOf(mapDiffSchema) })
  async compare(@Param('id') id: string, @Param('other') other: string): Promise<MapDiff> {
    const base = await findMap(this.platform, id);
    const head = await findMap(this.platform, other);
    return diffMaps({ ...base.map, id }, { ...head.map, id: other });
  }
}
