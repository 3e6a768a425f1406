import type { IncomingHttpHeaders } from 'node:http';

/** A header that came once. */
export function oneHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
