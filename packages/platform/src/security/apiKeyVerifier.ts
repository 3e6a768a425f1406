import type { Clock } from '../clock/clock.js';
import { wallClock } from '../clock/wallClock.js';
import type { ApiKeyRepository, Scope, StoredApiKey } from '../database/apiKeys/apiKeyRepository.js';
import { hashApiKey } from './newApiKey.js';

export interface ApiKeyVerifier {
  /** The key as stored, or undefined when it is unknown or revoked. A revocation takes effect within the cache's time. */
  verify(key: string): Promise<StoredApiKey | undefined>;
}

export interface ApiKeyVerifierOptions {
  apiKeys: Pick<ApiKeyRepository, 'findByHash' | 'touch'>;
  /** Milliseconds for which an answer is remembered; 10,000 unless told. */
  ttlMs?: number;
  clock?: Clock;
}

interface Remembered {
  answer: Promise<StoredApiKey | undefined>;
  until: number;
}

const MAX_REMEMBERED = 10_000;
const MAX_KEY_LENGTH = 200;

/** Whether a key may do what needs `scope`; `admin` may do everything. */
export function hasScope(key: Pick<StoredApiKey, 'scopes'>, scope: Scope): boolean {
  return key.scopes.includes(scope) || key.scopes.includes('admin');
}

/** Verifies keys with a short memory, so that the hot path asks the database once per key and some seconds. */
export function createApiKeyVerifier(options: ApiKeyVerifierOptions): ApiKeyVerifier {
  const { apiKeys, ttlMs = 10_000, clock = wallClock } = options;
  const remembered = new Map<string, Remembered>();

  const ask = async (hash: string): Promise<StoredApiKey | undefined> => {
    const key = await apiKeys.findByHash(hash);
    if (key) await apiKeys.touch(key.id, clock.now());
    return key;
  };
  const remember = (hash: string): Promise<StoredApiKey | undefined> => {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    const answer = ask(hash);
    remembered.set(hash, { answer, until: clock.now() + ttlMs });
    answer.catch(() => remembered.delete(hash));
    return answer;
  };

  return {
    verify: async (key) => {
      if (key.length > MAX_KEY_LENGTH) return undefined;
      const hash = hashApiKey(key);
      const known = remembered.get(hash);
      return known !== undefined && clock.now() < known.until ? await known.answer : await remember(hash);
    },
  };
}
