import { CodedError } from '@driftline/contracts';
import { newApiKey, type Platform, type StoredApiKey } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, UseGuards } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../auth/access.js';
import { AccessGuard } from '../auth/accessGuard.js';
import { principalOf } from '../auth/principal.js';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';

const scopeSchema = z.enum(['ingest', 'read', 'admin']);
const createBody = z.object({ name: z.string().min(1).max(200), scopes: z.array(scopeSchema).min(1) });
const keySchema = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().describe('first characters of the key'),
  scopes: z.array(scopeSchema),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
type Key = z.infer<typeof keySchema>;
const createdSchema = keySchema.extend({ key: z.string().describe('shown this once') });
const listSchema = z.object({ items: z.array(keySchema) });

@ApiTags('access')
@Controller('v1/api-keys')
@Access('admin')
@UseGuards(AccessGuard)
export class ApiKeysController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @ApiOperation({ summary: 'API keys, newest first; never the keys themselves' })
  @ApiOkResponse({ schema: jsonSchemaOf(listSchema) })
  async list(): Promise<{ items: Key[] }> {
    return { items: (await this.platform.database.apiKeys.list()).map(toKey) };
  }

  @Post()
  @ApiOperation({ summary: 'Make an API key' })
  @ApiBody({ schema: jsonSchemaOf(createBody, 'input') })
  @ApiCreatedResponse({ schema: jsonSchemaOf(createdSchema) })
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof createdSchema>> {
    const { database } = this.platform;
    const { key, prefix, hash } = newApiKey();
    const asked = parseInput(createBody, body, 'body');
    const stored = await database.apiKeys.create({ ...asked, prefix, hash });
    const actor = principalOf(request).name;
    await database.audit.record({ actor, action: 'api-key.create', subject: stored.id, details: asked });
    return { ...toKey(stored), key };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke an API key' })
  @ApiNoContentResponse()
  async revoke(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const { database } = this.platform;
    if (!(await database.apiKeys.revoke(id))) {
      throw new CodedError({
        code: 'api_key_not_found',
        status: 404,
        message: `There is no API key ${id} that is not revoked.`,
        where: id,
        action: 'List them with GET /v1/api-keys.',
      });
    }
    const actor = principalOf(request).name;
    await database.audit.record({ actor, action: 'api-key.revoke', subject: id, details: {} });
  }
}

function toKey(stored: StoredApiKey): Key {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  const { id, name, prefix, scopes } = stored;
  return {
    id,
    name,
    prefix,
    scopes,
    createdAt: new Date(stored.createdAt).toISOString(),
    lastUsedAt: iso(stored.lastUsedAt),
    revokedAt: iso(stored.revokedAt),
  };
}
