import { describe, expect, it } from 'vitest';
import { SimulatedClock } from '../clock/simulatedClock.js';
import type { Scope, StoredApiKey } from '../database/apiKeys/apiKeyRepository.js';
import { createApiKeyVerifier, hasScope } from './apiKeyVerifier.js';
import { newApiKey } from './newApiKey.js';

function keyring() {
  const keys = new Map<string, StoredApiKey>();
  const asked: string[] = [];
  const touched: string[] = [];
  let away = false;
  return {
    asked,
    touched,
    goAway: (value: boolean) => {
      away = value;
    },
    issue: () => {
      const made = newApiKey();
      const stored: StoredApiKey = {
        id: `id-${made.prefix}`,
        name: 'test',
        prefix: made.prefix,
        scopes: ['ingest'],
        createdAt: 0,
        lastUsedAt: null,
        revokedAt: null,
      };
      keys.set(made.hash, stored);
      return { ...made, stored };
    },
    revoke: (hash: string) => keys.delete(hash),
    findByHash: async (hash: string) => {
      asked.push(hash);
      if (away) throw new TypeError('database away');
      return keys.get(hash);
    },
    touch: async (id: string) => {
      touched.push(id);
    },
  };
}

describe('createApiKeyVerifier', () => {
  it('knows the right key and no other', async () => {
    const apiKeys = keyring();
    const { key, stored } = apiKeys.issue();
    const verifier = createApiKeyVerifier({ apiKeys });
    expect(await verifier.verify(key)).toEqual(stored);
    expect(await verifier.verify(`${key}x`)).toBeUndefined();
    expect(await verifier.verify('')).toBeUndefined();
    expect(apiKeys.touched).toEqual([stored.id]);
  });

  it('asks once for many requests at once, and again when the time is up', async () => {
    const apiKeys = keyring();
    const { key, hash } = apiKeys.issue();
    const clock = new SimulatedClock(0);
    const verifier = createApiKeyVerifier({ apiKeys, clock, ttlMs: 100 });
    await Promise.all([verifier.verify(key), verifier.verify(key), verifier.verify(key)]);
    clock.advanceTo(99);
    await verifier.verify(key);
    expect(apiKeys.asked).toEqual([hash]);
    apiKeys.revoke(hash);
    clock.advanceTo(100);
    expect(await verifier.verify(key)).toBeUndefined();
  });

  it('does not remember a failure of the database', async () => {
    const apiKeys = keyring();
    const { key, stored } = apiKeys.issue();
    const verifier = createApiKeyVerifier({ apiKeys });
    apiKeys.goAway(true);
    await expect(verifier.verify(key)).rejects.toThrow('database away');
    apiKeys.goAway(false);
    expect(await verifier.verify(key)).toEqual(stored);
  });

  it('does not hash texts that are too long for a key', async () => {
    const apiKeys = keyring();
    expect(await createApiKeyVerifier({ apiKeys }).verify('x'.repeat(1_000_000))).toBeUndefined();
    expect(apiKeys.asked).toEqual([]);
  });
});

describe('newApiKey', () => {
  it('has 256 random bits, a prefix that does not give them away, and a hash', () => {
    const [one, other] = [newApiKey(), newApiKey()];
    expect(one.key).toMatch(/^dl_[\w-]{43}$/);
    expect(one.key.startsWith(one.prefix)).toBe(true);
    expect(one.prefix).toHaveLength(11);
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(one.key).not.toBe(other.key);
  });
});

describe('hasScope', () => {
  it.each<[Scope[], Scope, boolean]>([
    [['ingest'], 'ingest', true],
    [['ingest'], 'read', false],
    [['read', 'ingest'], 'read', true],
    [['read'], 'admin', false],
    [['admin'], 'ingest', true],
    [[], 'read', false],
  ])('%j for %s: %s', (scopes, scope, expected) => {
    expect(hasScope({ scopes }, scope)).toBe(expected);
  });
});
