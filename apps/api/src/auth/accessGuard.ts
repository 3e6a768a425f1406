import { CodedError } from '@driftline/contracts';
import {
  type ApiKeyVerifier,
  createApiKeyVerifier,
  hashSessionToken,
  hasScope,
  type Platform,
} from '@driftline/platform';
import { PLATFORM } from '@driftline/platform/http';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type AccessLevel } from './access.js';
import { mayAccess, notSignedIn, type Principal, rememberPrincipal } from './principal.js';
import { readSessionCookie } from './sessionCookie.js';

/** Lets a request through when its session or API key may do what the handler demands. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #verifier: ApiKeyVerifier;

  constructor(
    @Inject(PLATFORM) private readonly platform: Platform,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {
    this.#verifier = createApiKeyVerifier({ apiKeys: platform.database.apiKeys });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    const level = this.reflector.getAllAndOverride<AccessLevel | undefined>(ACCESS, targets) ?? 'admin';
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.principalOf(request);
    if (principal) rememberPrincipal(request, principal);
    if (level === 'public') return true;
    if (!principal) throw notSignedIn();
    if (mayAccess(principal, level)) return true;
    throw new CodedError({
      code: 'not_allowed',
      status: 403,
      message: `${principal.name} may not do this: it needs ${level} access.`,
      where: request.url,
      action: 'Ask an administrator for the role, or use an API key with the scope.',
    });
  }

  private async principalOf(request: FastifyRequest): Promise<Principal | undefined> {
    const authorization = request.headers.authorization;
    if (authorization !== undefined) {
      const text = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
      const key = text === undefined ? undefined : await this.#verifier.verify(text);
      if (!key) throw wrongKey();
      const role = hasScope(key, 'admin') ? 'admin' : hasScope(key, 'read') ? 'viewer' : 'none';
      return { name: `key:${key.prefix}`, role };
    }
    const token = readSessionCookie(request.headers.cookie);
    if (token === undefined) return undefined;
    const user = await this.platform.database.sessions.find(hashSessionToken(token), Date.now());
    return user ? { name: user.name, role: user.role } : undefined;
  }
}

function wrongKey(): CodedError {
  return new CodedError({
    code: 'api_key_invalid',
    status: 401,
    message: 'The API key is unknown or revoked.',
    where: 'Authorization',
    action: 'Send Authorization: Bearer <key> with a valid key; an administrator can make one.',
  });
}
