import { createHash, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const SHOWN = 11;

/** A new API key: the only time that the key itself exists outside its owner's hands. */
export interface NewApiKey {
  /** `dl_` and 256 random bits. */
  key: string;
  /** First characters, by which people know it. */
  prefix: string;
  hash: string;
}

/**
 * SHA-256 in hex. No salt and no stretching: a random 256-bit key cannot be guessed, and looking keys up by their hash
 * tells a timing attacker nothing about any key.
 */
export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export function newApiKey(): NewApiKey {
  const key = `dl_${randomBytes(KEY_BYTES).toString('base64url')}`;
  return { key, prefix: key.slice(0, SHOWN), hash: hashApiKey(key) };
}
