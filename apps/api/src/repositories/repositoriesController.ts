import {
  type RegisteredRepository,
  registeredRepositorySchema,
  repositoryMapSchema,
  repositoryPatchSchema,
  repositoryRegistrationSchema,
} from '@driftline/contracts';
import type { Platform } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
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
import { findRegistration } from './findRegistration.js';
import { type Answer, RegistrationService } from './registrationService.js';

const answerSchema = registeredRepositorySchema.extend({
  pushSecret: z.string().optional().describe('proves that a push is real; shown when it is new'),
});
const listSchema = z.object({ items: z.array(registeredRepositorySchema) });
const mapsSchema = z.object({ items: z.array(repositoryMapSchema) });

@ApiTags('registered repositories')
@Controller('v1/repositories')
@Access('admin')
@UseGuards(AccessGuard)
export class RepositoriesController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(RegistrationService) private readonly registrations: RegistrationService,
  ) {}

  @Get()
  @Access('read')
  @ApiOperation({ summary: 'Repositories that are mapped again whenever their branch moves' })
  @ApiOkResponse({ schema: jsonSchemaOf(listSchema) })
  async list(): Promise<z.infer<typeof listSchema>> {
    return { items: await this.registrations.list() };
  }

  @Post()
  @ApiOperation({ summary: 'Register a repository; it is mapped at once and watched from then on' })
  @ApiBody({ schema: jsonSchemaOf(repositoryRegistrationSchema, 'input') })
  @ApiCreatedResponse({ schema: jsonSchemaOf(answerSchema) })
  async create(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Answer> {
    const registration = parseInput(repositoryRegistrationSchema, body, 'body');
    const answer = await this.registrations.create(registration);
    const { url, branch, schedule, credential } = answer;
    await this.record(request, 'repository.create', answer.id, { url, branch, schedule, credential });
    return answer;
  }

  @Get(':id')
  @Access('read')
  @ApiOperation({ summary: 'One registered repository, and why it cannot be read if it cannot' })
  @ApiOkResponse({ schema: jsonSchemaOf(registeredRepositorySchema) })
  async get(@Param('id') id: string): Promise<RegisteredRepository> {
    return await this.registrations.get(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change branch, schedule or credential, or make a new push secret' })
  @ApiBody({ schema: jsonSchemaOf(repositoryPatchSchema, 'input') })
  @ApiOkResponse({ schema: jsonSchemaOf(answerSchema) })
  async change(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const patch = parseInput(repositoryPatchSchema, body, 'body');
    const answer = await this.registrations.change(id, patch);
    await this.record(request, 'repository.change', id, { changed: Object.keys(patch) });
    return answer;
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Watch a repository no longer; its maps stay' })
  @ApiNoContentResponse()
  async delete(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.registrations.delete(id);
    await this.record(request, 'repository.delete', id, {});
  }

  @Get(':id/maps')
  @Access('read')
  @ApiOperation({ summary: 'Its maps, newest first, with what differs from one to the next' })
  @ApiOkResponse({ schema: jsonSchemaOf(mapsSchema) })
  async maps(@Param('id') id: string): Promise<z.infer<typeof mapsSchema>> {
    await findRegistration(this.platform, id);
    return { items: await this.platform.database.maps.ofRegistered(id) };
  }

  private async record(
    request: FastifyRequest,
    action: string,
    subject: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    const actor = principalOf(request).name;
    await this.platform.database.audit.record({ actor, action, subject, details });
  }
}
