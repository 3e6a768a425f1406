import type { DependencyMap, MapDiff } from '@driftline/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox } from '../../security/secretBox.js';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { registrationSecrets } from '../../watch/registrationSecrets.js';
import { connectDatabase } from '../connectDatabase.js';
import type { Database } from '../database.js';
import type { NewRegistration } from './storedRegistration.js';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

let servers: TestServers;
let database: Database;

beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(async () => {
  await database.close();
  await servers.stop();
});
beforeEach(async () => {
  await database?.close();
  database = await connectDatabase({ url: await servers.freshDatabase() });
});

const registration = (id: string, more: Partial<NewRegistration> = {}): NewRegistration => ({
  id,
  url: 'https://git.example/churn.git',
  branch: 'main',
  schedule: '1h',
  credentialKind: null,
  sealedCredential: null,
  sealedPushSecret: 'sealed',
  nextCheckAt: NOW,
  ...more,
});

const map = (commit: string): DependencyMap => ({
  repository: { path: 'https://git.example/churn.git', commit },
  datasets: [],
  activities: [],
  models: [],
  edges: [],
  dependencies: [],
  graphs: [],
  failures: [],
  unresolved: [],
  statistics: { files: 0, lines: 0, seconds: 0, skipped: {}, languages: {} },
});

describe('registered repositories', () => {
  it('are due at their next check, and not again until the one after', async () => {
    const { registrations } = database;
    await registrations.create(registration('a'));
    await registrations.create(registration('b', { branch: 'dev', nextCheckAt: NOW - 1 }));
    await registrations.create(registration('c', { branch: 'pushed', schedule: null, nextCheckAt: null }));
    expect(await registrations.due(NOW)).toEqual(['b', 'a']);
    await registrations.checked('a', NOW, NOW + MINUTE, 'host key');
    expect(await registrations.due(NOW)).toEqual(['b']);
    expect(await registrations.get('a')).toMatchObject({
      checkedAt: NOW,
      nextCheckAt: NOW + MINUTE,
      hostKeys: 'host key',
    });
  });

  it('are registered once for each branch', async () => {
    await database.registrations.create(registration('a'));
    const again = database.registrations.create(registration('b'));
    await expect(again).rejects.toMatchObject({ code: 'repository_registered', status: 409 });
    expect(await database.registrations.list()).toHaveLength(1);
  });

  it('are mapped once for each move, however many notice it', async () => {
    const { registrations } = database;
    await registrations.create(registration('a'));
    const noticed = await Promise.all(Array.from({ length: 10 }, () => registrations.moved('a', 'c1')));
    expect(noticed.filter(Boolean)).toHaveLength(1);
    expect(await registrations.moved('a', 'c2')).toBe(true);
    expect(await registrations.moved('a', 'c1')).toBe(true);
  });

  it('keep since when they fail until they recover, and forget a commit whose map failed', async () => {
    const { registrations } = database;
    await registrations.create(registration('a'));
    await registrations.moved('a', 'c1');
    await registrations.failed('a', 'no answer', NOW, NOW + MINUTE);
    expect(await registrations.get('a')).toMatchObject({ lastError: 'no answer', commit: 'c1' });
    await registrations.mapFailed('a', 'too large', NOW + MINUTE, NOW + 3 * MINUTE);
    expect(await registrations.get('a')).toMatchObject({
      lastError: 'too large',
      failingSince: NOW,
      failures: 2,
      commit: null,
      nextCheckAt: NOW + 3 * MINUTE,
    });
    await registrations.recovered('a');
    expect(await registrations.get('a')).toMatchObject({ lastError: null, failingSince: null, failures: 0 });
  });

  it('change only in what a patch names', async () => {
    const { registrations } = database;
    await registrations.create(registration('a', { sealedCredential: 'x', credentialKind: 'token' }));
    expect(await registrations.update('a', { schedule: null, nextCheckAt: null })).toBe(true);
    expect(await registrations.get('a')).toMatchObject({
      schedule: null,
      nextCheckAt: null,
      branch: 'main',
      sealedCredential: 'x',
    });
    expect(await registrations.update('none', { branch: 'x' })).toBe(false);
  });
});

describe('their maps', () => {
  const diff: MapDiff = {
    base: { id: '1', repository: 'r', commit: 'c1' },
    head: { id: '2', repository: 'r', commit: 'c2' },
    counts: {
      model: { appeared: 1, vanished: 0, changed: 0 },
      dependency: { appeared: 0, vanished: 0, changed: 0 },
      source: { appeared: 0, vanished: 2, changed: 0 },
      dataset: { appeared: 0, vanished: 0, changed: 0 },
      edge: { appeared: 0, vanished: 0, changed: 0 },
    },
    changes: [],
    models: [
      {
        key: 'm',
        name: 'churn',
        path: 't.py',
        state: 'appeared',
        inputsChanged: false,
        changes: [],
        summary: '',
      },
    ],
  };

  it('are listed newest first with what differs', async () => {
    const { registrations, maps } = database;
    const { id: registeredId, url } = await registrations.create(registration('a'));
    const first = await maps.create(url, 'main', { registeredId, commit: 'c1' });
    await maps.finish(first.id, map('c1'));
    const second = await maps.create(url, 'main', { registeredId, commit: 'c2' });
    expect(await maps.newestOf(registeredId, second.id)).toMatchObject({ id: first.id });
    await maps.finish(second.id, map('c2'), { baseId: first.id, diff });
    expect(await maps.ofRegistered(registeredId)).toMatchObject([
      { id: second.id, commit: 'c2', base: first.id, counts: diff.counts, models: ['churn'] },
      { id: first.id, commit: 'c1', base: null, counts: null, models: null },
    ]);
    expect(await maps.difference(second.id)).toEqual(diff);
    expect(await maps.difference(first.id)).toBeUndefined();
    expect(await maps.newestIds()).toEqual(new Map([[registeredId, second.id]]));
  });

  it('are what counts, although somebody mapped an old commit since; and stay when it is forgotten', async () => {
    const { registrations, maps } = database;
    const { id: registeredId, url } = await registrations.create(registration('a'));
    const own = await maps.create(url, 'main', { registeredId });
    await maps.finish(own.id, map('new'));
    const other = await maps.create(url, 'v1');
    await maps.finish(other.id, map('old'));
    expect((await maps.newest(url))?.repository.commit).toBe('new');
    expect(await registrations.delete(registeredId)).toBe(true);
    expect((await maps.newest(url))?.repository.commit).toBe('old');
    expect(await maps.summary(own.id)).toMatchObject({ registeredId: null, commit: 'new' });
    expect(await maps.repositories()).toEqual([url]);
  });
});

describe('their secrets', () => {
  const box = createSecretBox('a secret of thirty-two characters and more');
  const credential = { kind: 'sshKey', privateKey: 'PRIVATE' } as const;

  it('are stored sealed, bound to one registration, and opened with the host keys that were learnt', async () => {
    const sealedCredential = registrationSecrets.sealCredential(box, 'a', credential);
    const stored = await database.registrations.create(registration('a', { sealedCredential }));
    expect(sealedCredential).not.toContain('PRIVATE');
    expect(registrationSecrets.openCredential(box, stored)).toEqual(credential);
    const learnt = { ...stored, hostKeys: 'host ssh-ed25519 AAAA' };
    expect(registrationSecrets.openCredential(box, learnt)).toEqual({
      ...credential,
      knownHosts: 'host ssh-ed25519 AAAA',
    });
    expect(() => registrationSecrets.openCredential(box, { ...stored, id: 'b' })).toThrow(
      expect.objectContaining({ code: 'secret_unreadable' }),
    );
    const sealedPushSecret = registrationSecrets.sealPushSecret(box, 'a', 'push');
    expect(registrationSecrets.openPushSecret(box, { ...stored, sealedPushSecret })).toBe('push');
  });
});
