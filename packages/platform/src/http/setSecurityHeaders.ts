import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Scripts come from this server only. Styles may be inline: the console's components set them on elements, and so does
 * the page that shows the OpenAPI document.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const EVERYWHERE = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Gives an answer the headers that browsers protect people by, and keeps the API's answers out of caches. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(EVERYWHERE);
  if (request.url.startsWith('/v1/')) reply.header('cache-control', 'no-store');
}
