import { createHash, randomBytes } from 'node:crypto';

/** A new session token with the hash that is stored; the token itself lives in the cookie only. */
export function newSessionToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashSessionToken(token) };
}

/** SHA-256 in hex: who reads the database cannot sign in with what stands there. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
