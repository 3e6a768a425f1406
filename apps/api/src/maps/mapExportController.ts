import { findExport, mapExports } from '@driftline/mapper';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, Param, Query, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { ApiQueries } from '../openapi/apiQueries.js';
import { parseInput } from '../openapi/parseInput.js';
import { findMap } from './findMap.js';

const query = z.object({
  format: z
    .string()
    .min(1)
    .describe(`one of ${mapExports.map(({ name }) => name).join(', ')}`),
});

@ApiTags('dependency maps')
@Controller('v1/maps/:id/export')
@Access('read')
@UseGuards(AccessGuard)
export class MapExportController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'A map as a file: OpenLineage, GraphML, DOT, a page, or JSON' })
  @ApiQueries(query)
  @ApiProduces(...mapExports.map(({ mediaType }) => mediaType))
  @ApiOkResponse({ schema: { type: 'string' } })
  async export(
    @Param('id') id: string,
    @Query() input: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { mediaType, extension, write } = findExport(parseInput(query, input, 'query').format);
    const { map, finishedAt } = await findMap(this.platform, id);
    reply.header('content-type', mediaType);
    // Saved rather than shown: a page made from a stranger's repository does not run as a page of Driftline.
    reply.header('content-disposition', `attachment; filename="dependency-map-${id}.${extension}"`);
    return write(map, { at: finishedAt });
  }
}
