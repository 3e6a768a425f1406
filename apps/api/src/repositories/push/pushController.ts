import { CodedError } from '@driftline/contracts';
import { type Platform, registrationSecrets, type StoredRegistration } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonSchemaOf } from '../../openapi/jsonSchemaOf.js';
import type { Push, PushForge, PushRequest } from './pushForge.js';
import { pushForges } from './pushForges.js';
import { RawBodies } from './rawBodies.js';

const answerSchema = z.object({
  status: z.enum(['queued', 'unchanged', 'duplicate', 'ignored']),
  reason: z.string().describe('for a person'),
});
type Answer = z.infer<typeof answerSchema>;

const NO_COMMIT = /^0+$/;
/** A server may tell of a push before every one of its machines knows of it: it is asked once more. */
const ASK_AGAIN_MS = 30_000;

/** Pushes prove themselves by the secret of their repository; no key of Driftline is asked for. */
@ApiTags('registered repositories')
@Controller('v1/repositories/:id/push')
export class PushController {
  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(RawBodies) private readonly rawBodies: RawBodies,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiSecurity({})
  @ApiOperation({ summary: 'A push webhook of GitHub, GitLab or Azure DevOps' })
  @ApiBody({ schema: { type: 'object', description: 'as the server sends it' } })
  @ApiAcceptedResponse({ schema: jsonSchemaOf(answerSchema) })
  async push(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Answer> {
    const pushed = { headers: request.headers, raw: this.rawBodies.of(request), body: request.body };
    const { registration, forge } = await this.verified(id, pushed);
    const delivery = forge.delivery(pushed);
    const scope = `push ${id}`;
    const { idempotency } = this.platform.database;
    if (delivery !== undefined && (await idempotency.find(scope, delivery, Date.now())))
      return { status: 'duplicate', reason: `delivery ${delivery} was taken before` };
    const answer = await this.take(registration, forge.read(pushed));
    if (delivery !== undefined)
      await idempotency.store(scope, delivery, { status: 202, body: answer }, Date.now());
    return answer;
  }

  /** One answer for an unknown repository, an unknown sender and a wrong secret: it tells nobody which it was. */
  private async verified(
    id: string,
    pushed: PushRequest,
  ): Promise<{ registration: StoredRegistration; forge: PushForge }> {
    const registration = await this.platform.database.registrations.get(id);
    const forge = pushForges.find((each) => each.recognises(pushed.headers));
    if (registration && forge) {
      const secret = registrationSecrets.openPushSecret(this.platform.secretBox, registration);
      if (forge.verifies(pushed, secret)) return { registration, forge };
    }
    throw new CodedError({
      code: 'push_not_verified',
      status: 401,
      message: 'The push does not prove that it comes from the server of this repository.',
      where: id,
      action: 'Enter the push secret that was shown when the repository was registered, or make a new one.',
    });
  }

  private async take({ id, branch, commit }: StoredRegistration, push: Push | undefined): Promise<Answer> {
    if (!push) return { status: 'ignored', reason: 'tells of no push to a branch' };
    const wanted = branch === 'HEAD' ? push.defaultBranch : branch;
    const moved = push.branches.find(({ name }) => name === wanted);
    if (!moved) return { status: 'ignored', reason: 'tells of another branch than the registered one' };
    if (NO_COMMIT.test(moved.commit)) return { status: 'ignored', reason: 'the branch was removed' };
    if (moved.commit === commit) return { status: 'unchanged', reason: 'this commit was seen before' };
    const { queue } = this.platform;
    await queue.add('pollRepository', { repositoryId: id }, { dedupe: id });
    await queue.add('pollRepository', { repositoryId: id }, { dedupe: `${id} again`, delayMs: ASK_AGAIN_MS });
    return { status: 'queued', reason: 'the repository is looked at' };
  }
}
