import {
  type Model,
  modelSchema,
  type Page,
  pageSchema,
  type Window,
  windowSchema,
} from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { ApiQueries } from '../openapi/apiQueries.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';
import { timeSchema } from '../openapi/timeSchema.js';
import { findModel } from './findModel.js';
import { toModel } from './toModel.js';

const windowsQuery = z.object({
  from: timeSchema.optional().describe('first start of a window that counts'),
  to: timeSchema.optional().describe('first start that no longer counts'),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
});

@ApiTags('models')
@Controller('v1/models')
@Access('read')
@UseGuards(AccessGuard)
export class ModelsController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'Every model, by name' })
  @ApiOkResponse({ schema: jsonSchemaOf(pageSchema(modelSchema)) })
  async list(): Promise<Page<Model>> {
    const { models, references, incidents } = this.platform.database;
    const [stored, summaries, open] = await Promise.all([
      models.list(),
      references.summaries(),
      incidents.openCounts(),
    ]);
    const items = stored.map((model) => toModel(model, summaries.get(model.id), open.get(model.id) ?? 0));
    return { items, nextCursor: null };
  }

  @Get(':name')
  @ApiOperation({ summary: 'One model with its reference' })
  @ApiOkResponse({ schema: jsonSchemaOf(modelSchema) })
  async get(@Param('name') name: string): Promise<Model> {
    const model = await findModel(this.platform, name);
    const { references, incidents } = this.platform.database;
    const [reference, open] = await Promise.all([references.latest(model.id), incidents.openCounts()]);
    return toModel(model, reference, open.get(model.id) ?? 0);
  }

  @Get(':name/windows')
  @ApiOperation({ summary: 'The newest evaluation of each window, oldest window first' })
  @ApiQueries(windowsQuery)
  @ApiOkResponse({ schema: jsonSchemaOf(pageSchema(windowSchema)) })
  async windows(@Param('name') name: string, @Query() query: unknown): Promise<Page<Window>> {
    const range = parseInput(windowsQuery, query, 'query');
    const model = await findModel(this.platform, name);
    return { items: await this.platform.database.windows.list(model.id, range), nextCursor: null };
  }
}
