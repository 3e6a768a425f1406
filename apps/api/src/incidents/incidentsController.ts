import {
  CodedError,
  type Incident,
  incidentSchema,
  incidentStatusSchema,
  type Page,
  pageSchema,
  severitySchema,
} from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { principalOf } from '../auth/principal.js';
import { ApiQueries } from '../openapi/apiQueries.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';

const listQuery = z.object({
  model: z.string().optional(),
  status: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(incidentStatusSchema))
    .optional()
    .describe('open, acknowledged, resolved; several separated by commas'),
  severity: severitySchema.optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  cursor: z.string().optional(),
});
const assignBody = z.object({ email: z.string().min(1).max(200).nullable() });
const commentBody = z.object({ text: z.string().min(1).max(10_000) });

@ApiTags('incidents')
@Controller('v1/incidents')
@Access('edit')
@UseGuards(AccessGuard)
export class IncidentsController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @Access('read')
  @ApiOperation({ summary: 'Incidents, newest first' })
  @ApiQueries(listQuery)
  @ApiOkResponse({ schema: jsonSchemaOf(pageSchema(incidentSchema)) })
  async list(@Query() query: unknown): Promise<Page<Incident>> {
    return await this.platform.database.incidents.list(parseInput(listQuery, query, 'query'));
  }

  @Get(':id')
  @Access('read')
  @ApiOperation({ summary: 'One incident with its evidence, suspects, proposals and history' })
  @ApiOkResponse({ schema: jsonSchemaOf(incidentSchema) })
  async get(@Param('id') id: string): Promise<Incident> {
    const stored = await this.platform.database.incidents.get(id);
    if (stored) return stored.incident;
    throw new CodedError({
      code: 'incident_not_found',
      status: 404,
      message: `There is no incident ${id}.`,
      where: id,
      action: 'List the incidents with GET /v1/incidents.',
    });
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say that somebody looks at it' })
  @ApiOkResponse({ schema: jsonSchemaOf(incidentSchema) })
  async acknowledge(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Incident> {
    const incident = await this.get(id);
    if (incident.status !== 'open') return incident;
    return await this.change(id, request, { status: 'acknowledged' }, 'acknowledged', 'Acknowledged');
  }

  @Post(':id/assign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give it to somebody, or to nobody (null)' })
  @ApiBody({ schema: jsonSchemaOf(assignBody, 'input') })
  @ApiOkResponse({ schema: jsonSchemaOf(incidentSchema) })
  async assign(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Incident> {
    const { email } = parseInput(assignBody, body, 'body');
    const text = email === null ? 'Unassigned' : `Assigned to ${email}`;
    return await this.change(id, request, { assignee: email }, 'updated', text);
  }

  @Post(':id/comment')
  @HttpCode(200)
  @ApiOperation({ summary: 'Write a comment into the history' })
  @ApiBody({ schema: jsonSchemaOf(commentBody, 'input') })
  @ApiOkResponse({ schema: jsonSchemaOf(incidentSchema) })
  async comment(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Incident> {
    return await this.change(id, request, {}, 'commented', parseInput(commentBody, body, 'body').text);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Close it by hand; it reopens when the evidence goes on' })
  @ApiOkResponse({ schema: jsonSchemaOf(incidentSchema) })
  async resolve(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Incident> {
    const incident = await this.get(id);
    if (incident.status === 'resolved') return incident;
    const closedAt = new Date(this.platform.clock.now()).toISOString();
    return await this.change(id, request, { status: 'resolved', closedAt }, 'resolved', 'Resolved by hand');
  }

  private async change(
    id: string,
    request: FastifyRequest,
    patch: Partial<Pick<Incident, 'status' | 'assignee' | 'closedAt'>>,
    kind: Incident['history'][number]['kind'],
    text: string,
  ): Promise<Incident> {
    const by = principalOf(request).name;
    const at = new Date(this.platform.clock.now()).toISOString();
    const { database } = this.platform;
    const { incident } = await database.incidents.update(id, patch, [{ at, kind, text, by }]);
    await database.audit.record({ actor: by, action: `incident.${kind}`, subject: id, details: { text } });
    await database.publishChange({ kind: 'incident', id, model: incident.model, at });
    return incident;
  }
}
