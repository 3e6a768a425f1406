import { CodedError } from '@driftline/contracts';
import type { FastifyRequest } from 'fastify';
import type { AccessLevel } from './access.js';

/** Who makes a request: a signed-in user or the holder of an API key. */
export interface Principal {
  /** User name, or `key:<prefix>`. */
  name: string;
  role: 'admin' | 'editor' | 'viewer' | 'none';
}

const ranks = { none: 0, viewer: 1, editor: 2, admin: 3 } as const;
const demanded: Record<AccessLevel, number> = { public: 0, read: 1, edit: 2, admin: 3 };

/** Whether a principal may do what a handler demands. */
export function mayAccess(principal: Principal, level: AccessLevel): boolean {
  return ranks[principal.role] >= demanded[level];
}

const principals = new WeakMap<FastifyRequest, Principal>();

export function rememberPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

/** The answer to a request that says nothing of who makes it. */
export function notSignedIn(): CodedError {
  return new CodedError({
    code: 'not_signed_in',
    status: 401,
    message: 'This needs a signed-in user or an API key.',
    action: 'Sign in with POST /v1/session, or send Authorization: Bearer <key> with scope read or admin.',
  });
}

/** Who makes this request. @throws CodedError `not_signed_in` on a public route without credentials */
export function principalOf(request: FastifyRequest): Principal {
  const principal = principals.get(request);
  if (principal) return principal;
  throw notSignedIn();
}
