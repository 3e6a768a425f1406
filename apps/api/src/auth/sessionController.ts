import { CodedError } from '@driftline/contracts';
import { hashSessionToken, newSessionToken, type Platform, verifyPassword } from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { jsonSchemaOf } from '../openapi/jsonSchemaOf.js';
import { parseInput } from '../openapi/parseInput.js';
import { Access } from './access.js';
import { AccessGuard } from './accessGuard.js';
import { principalOf } from './principal.js';
import { readSessionCookie, writeSessionCookie } from './sessionCookie.js';
import { SignInLimiter } from './signInLimiter.js';

const SESSION_SECONDS = 12 * 3600;
const signInBody = z.object({ email: z.string().min(1).max(200), password: z.string().min(1).max(1000) });
const sessionSchema = z.object({ user: z.object({ email: z.string(), role: z.string() }) });
type SessionAnswer = z.infer<typeof sessionSchema>;

@ApiTags('access')
@Controller('v1/session')
@Access('public')
@UseGuards(AccessGuard)
export class SessionController {
  readonly #limiter = new SignInLimiter();

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiBody({ schema: jsonSchemaOf(signInBody, 'input') })
  @ApiOkResponse({ schema: jsonSchemaOf(sessionSchema) })
  async signIn(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionAnswer> {
    const { email, password } = parseInput(signInBody, body, 'body');
    this.#limiter.tried(email, Date.now());
    const found = await this.platform.database.users.findForSignIn(email);
    if (!(await verifyPassword(password, found?.passwordHash)) || !found) {
      throw new CodedError({
        code: 'wrong_credentials',
        status: 401,
        message: 'The e-mail or the password is wrong.',
        action: 'Try again, or ask an administrator.',
      });
    }
    this.#limiter.succeeded(email);
    const { token, hash } = newSessionToken();
    await this.platform.database.sessions.create({
      tokenHash: hash,
      userId: found.user.id,
      expiresAt: Date.now() + SESSION_SECONDS * 1000,
    });
    reply.header('set-cookie', writeSessionCookie(token, SESSION_SECONDS, request.protocol === 'https'));
    return { user: { email: found.user.name, role: found.user.role } };
  }

  @Get()
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ schema: jsonSchemaOf(sessionSchema) })
  current(@Req() request: FastifyRequest): SessionAnswer {
    const { name, role } = principalOf(request);
    return { user: { email: name, role } };
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out' })
  @ApiNoContentResponse()
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = readSessionCookie(request.headers.cookie);
    if (token !== undefined) await this.platform.database.sessions.delete(hashSessionToken(token));
    reply.header('set-cookie', writeSessionCookie('', 0, request.protocol === 'https'));
  }
}
