import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { type Lineage, lineageSchema } from './lineageSchema.js';
import { toLineage } from './toLineage.js';

@ApiTags('lineage')
@Controller('v1/lineage')
@Access('read')
@UseGuards(AccessGuard)
export class LineageController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'Jobs, their newest runs, and datasets as OpenLineage events told them' })
  @ApiOkResponse({ schema: jsonSchemaOf(lineageSchema) })
  async lineage(): Promise<Lineage> {
    return toLineage(await this.platform.database.lineage.graph());
  }
}
