import { CodedError, type WebhookEndpoint, webhookEndpointSchema } from '@driftline/contracts';
import { newWebhookSecret, type Platform, sealEndpointSecret } from '@driftline/platform';
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

/** Without a user name or password: the address is shown to everybody who may read. */
const target = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '',
    'carries a user name or password',
  );
const createBody = z.object({ url: target });
const createdSchema = webhookEndpointSchema.extend({
  secret: z.string().describe('verifies the signature; shown this once'),
});
const listSchema = z.object({ items: z.array(webhookEndpointSchema) });

@ApiTags('alerts')
@Controller('v1/webhooks')
@Access('admin')
@UseGuards(AccessGuard)
export class WebhooksController {
  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Get()
  @Access('read')
  @ApiOperation({ summary: 'Where alerts go' })
  @ApiOkResponse({ schema: jsonSchemaOf(listSchema) })
  async list(): Promise<{ items: WebhookEndpoint[] }> {
    const endpoints = await this.platform.database.webhooks.list();
    return { items: endpoints.map(({ id, url, enabled, createdAt }) => ({ id, url, enabled, createdAt })) };
  }

  @Post()
  @ApiOperation({ summary: 'Send every alert to this URL, signed (Standard Webhooks)' })
  @ApiBody({ schema: jsonSchemaOf(createBody, 'input') })
  @ApiCreatedResponse({ schema: jsonSchemaOf(createdSchema) })
  async create(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof createdSchema>> {
    const { url } = parseInput(createBody, body, 'body');
    const { database, secretBox } = this.platform;
    const secret = newWebhookSecret();
    const endpoint = await database.webhooks.create({
      url,
      sealedSecret: sealEndpointSecret(secretBox, secret),
    });
    const { id, enabled, createdAt } = endpoint;
    const actor = principalOf(request).name;
    await database.audit.record({ actor, action: 'webhook.create', subject: id, details: { url } });
    return { id, url, enabled, createdAt, secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stop sending alerts there and forget its log' })
  @ApiNoContentResponse()
  async delete(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const { database } = this.platform;
    if (!(await database.webhooks.delete(id))) {
      throw new CodedError({
        code: 'webhook_not_found',
        status: 404,
        message: `There is no webhook ${id}.`,
        where: id,
        action: 'List them with GET /v1/webhooks.',
      });
    }
    const actor = principalOf(request).name;
    await database.audit.record({ actor, action: 'webhook.delete', subject: id, details: {} });
  }
}
