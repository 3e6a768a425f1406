import { CodedError } from '@driftline/contracts';
import type { ColumnProfile, Reference, WindowProfile } from '@driftline/engine';
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

const profilesQuery = z.object({ column: z.string().min(1), from: timeSchema, to: timeSchema });
const countsSchema = z.array(z.number()).describe('counts per bin');
const profilesSchema = z.object({
  column: z.string(),
  edges: z.array(z.number()).nullable().describe('inner edges of numeric bins'),
  categories: z.array(z.string()).nullable().describe('one bin each, then one for all others'),
  reference: z.object({ counts: countsSchema }),
  windows: z.array(
    z.object({
      start: z.iso.datetime(),
      end: z.iso.datetime(),
      rows: z.int(),
      missing: z.int(),
      mean: z.number().nullable(),
      counts: countsSchema,
    }),
  ),
});
type Profiles = z.infer<typeof profilesSchema>;

@ApiTags('models')
@Controller('v1/models/:name/profiles')
@Access('read')
@UseGuards(AccessGuard)
export class ProfilesController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'How one feature was distributed, window by window, against the reference' })
  @ApiQueries(profilesQuery)
  @ApiOkResponse({ schema: jsonSchemaOf(profilesSchema) })
  async profiles(@Param('name') name: string, @Query() input: unknown): Promise<Profiles> {
    const { column, from, to } = parseInput(profilesQuery, input, 'query');
    const model = await findModel(this.platform, name);
    const stored = await this.platform.database.references.latest(model.id);
    const reference = stored?.document as Reference | undefined;
    if (!reference || !Object.hasOwn(reference.columns, column)) throw unknownColumn(name, column);
    const windows = await this.platform.eventStore.profileWindows(model.id, {
      start: from,
      end: to,
      asOf: this.platform.clock.now(),
      reference: false,
      everySeconds: reference.windowSeconds,
      columns: [column],
      aggregates: ['rows', 'missing', 'types', 'moments', 'histogram'],
      layout: reference.layout,
    });
    return {
      column,
      edges: reference.layout.edges[column] ?? null,
      categories: reference.layout.categories[column] ?? null,
      reference: { counts: countsOf(reference.columns[column]?.profile) },
      windows: windows.map((window) => toProfile(window, column)),
    };
  }
}

function countsOf(profile: ColumnProfile | undefined): number[] {
  if (!profile) return [];
  if (profile.numeric?.bins) return profile.numeric.bins;
  if (profile.text?.bins) return profile.text.bins;
  return [profile.types.boolean - profile.trueCount, profile.trueCount];
}

function toProfile(window: WindowProfile, column: string): Profiles['windows'][number] {
  const profile = window.columns[column];
  return {
    start: new Date(window.start).toISOString(),
    end: new Date(window.end).toISOString(),
    rows: window.rows,
    missing: profile?.missing ?? window.rows,
    mean: profile?.numeric && profile.numeric.count > 0 ? profile.numeric.mean : null,
    counts: countsOf(profile),
  };
}

function unknownColumn(model: string, column: string): CodedError {
  return new CodedError({
    code: 'unknown_column',
    status: 404,
    message: `The reference of ${model} has no feature ${column}.`,
    where: 'column',
    action: `GET /v1/models/${model} lists the columns; without a reference there is nothing to compare with.`,
  });
}
