import type { DependencyMap } from '@driftline/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../testing/index.js';
import { connectDatabase } from './connectDatabase.js';
import type { Database } from './database.js';
import { describeModel, describeModels } from './models/describeModels.js';

const AT = '2001-01-01T00:00:00.000Z';
const NOW = Date.parse(AT);
const DAY = 86_400_000;

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

describe('models', () => {
  it('are registered once however many ask at the same time', async () => {
    const found = await Promise.all(
      Array.from({ length: 20 }, () => database.models.findOrCreate('flights')),
    );
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found[0]).toMatchObject({ name: 'flights', environment: 'production', task: null, rows: 0 });
    expect(found[0]?.id).toMatch(/^[a-z][a-z0-9]{15}$/);
  });

  it('lose no column, version or count to a race', async () => {
    const { id } = await database.models.findOrCreate('flights');
    await Promise.all(
      Array.from({ length: 20 }, async (_, each) => {
        const columns = [{ name: `c${each}`, types: ['number' as const], firstSeenAt: AT }];
        await database.models.merge(id, { columns, versions: [`v${each}`] });
        await database.models.count(id, { rows: 2, labels: 1, newestEventAt: NOW + each });
      }),
    );
    const model = await database.models.get(id);
    expect(model?.columns).toHaveLength(20);
    expect(model?.versions).toHaveLength(20);
    expect(model).toMatchObject({ rows: 40, labels: 20, newestEventAt: NOW + 19 });
  });

  it('change only in what the patch names', async () => {
    const { id } = await database.models.findOrCreate('flights', 'staging');
    await database.models.update(id, { task: 'binary', positiveLabel: 'late', joinCursor: 'c1' });
    const model = await database.models.update(id, { watermark: NOW, joinCursor: null });
    expect(model).toMatchObject({
      environment: 'staging',
      task: 'binary',
      positiveLabel: 'late',
      joinCursor: null,
      watermark: NOW,
    });
  });

  it('are shown with reference and open incidents', async () => {
    const { id } = await database.models.findOrCreate('flights');
    await database.models.findOrCreate('churn');
    expect(await describeModel(database, 'flights')).toMatchObject({ reference: null, windowSeconds: null });
    const reference = {
      modelId: id,
      learntAt: NOW,
      start: NOW,
      end: NOW + DAY,
      rows: 9,
      windowSeconds: 3600,
    };
    await database.references.save({ ...reference, slis: [], document: { a: 1 } });
    await database.references.save({ ...reference, rows: 10, slis: [], document: { a: 2 } });
    const [churn, flights] = await describeModels(database);
    expect(churn).toMatchObject({ name: 'churn', reference: null, openIncidents: 0 });
    expect(flights).toEqual(await describeModel(database, 'flights'));
    expect(flights).toMatchObject({ windowSeconds: 3600, reference: { rows: 10, start: AT } });
    expect(flights).not.toHaveProperty('joinCursor');
    expect(await describeModel(database, 'unknown')).toBeUndefined();
    expect(await database.references.latest(id)).toMatchObject({ version: 2, document: { a: 2 } });
    expect(await database.references.get(id, 1)).toMatchObject({ version: 1, document: { a: 1 } });
  });

  it('take everything with them when they are deleted', async () => {
    const { id } = await database.models.findOrCreate('flights');
    await database.maps.linkModel(id, '/repo');
    await database.models.delete(id);
    expect(await database.models.list()).toEqual([]);
    expect(await database.maps.modelsOf('/repo')).toEqual([]);
  });
});

describe('maps', () => {
  const map = (commit: string): DependencyMap => ({
    repository: { path: '/repo', commit },
    datasets: [],
    activities: [],
    models: [],
    edges: [],
    dependencies: [],
    graphs: [],
    failures: [],
    unresolved: [],
    statistics: { files: 1, lines: 2, seconds: 0, skipped: {}, languages: {} },
  });

  it('go from queued over running to done', async () => {
    const { id } = await database.maps.create('/repo', 'HEAD');
    expect(await database.maps.get(id)).toEqual({ id, status: 'queued', error: null });
    await database.maps.start(id);
    expect((await database.maps.unfinished()).map(({ status }) => status)).toEqual(['running']);
    await database.maps.finish(id, map('abc'));
    expect(await database.maps.get(id)).toEqual({ id, status: 'done', error: null, ...map('abc') });
    expect(await database.maps.list()).toMatchObject([{ id, commit: 'abc', ref: 'HEAD' }]);
    expect(await database.maps.unfinished()).toEqual([]);
  });

  it('fail with a reason and leave the map before in force', async () => {
    const { id } = await database.models.findOrCreate('flights');
    await database.maps.linkModel(id, '/repo');
    await database.maps.linkModel(id, '/repo');
    await database.maps.linkModel(id, '/unmapped');
    expect(await database.maps.repositoriesOf(id)).toEqual(['/repo', '/unmapped']);
    expect(await database.maps.modelsOf('/repo')).toEqual([id]);
    const good = await database.maps.create('/repo', 'HEAD');
    await database.maps.finish(good.id, map('abc'));
    const bad = await database.maps.create('/repo', 'HEAD');
    await database.maps.fail(bad.id, 'not a repository');
    expect(await database.maps.get(bad.id)).toMatchObject({ status: 'failed', error: 'not a repository' });
    expect(await database.maps.forModel(id)).toEqual([map('abc')]);
    await database.maps.unlinkModel(id, '/repo');
    expect(await database.maps.forModel(id)).toEqual([]);
  });
});

describe('access', () => {
  it('finds API keys by hash until they are revoked', async () => {
    const key = await database.apiKeys.create({ name: 'ci', prefix: 'dl_1', hash: 'h1', scopes: ['ingest'] });
    expect(await database.apiKeys.findByHash('h1')).toEqual(key);
    expect(await database.apiKeys.findByHash('h2')).toBeUndefined();
    await database.apiKeys.touch(key.id, NOW);
    expect(await database.apiKeys.list()).toMatchObject([{ name: 'ci', lastUsedAt: NOW, revokedAt: null }]);
    expect(await database.apiKeys.revoke(key.id)).toBe(true);
    expect(await database.apiKeys.revoke(key.id)).toBe(false);
    expect(await database.apiKeys.findByHash('h1')).toBeUndefined();
  });

  it('signs users in until their session ends, their password changes, or they go', async () => {
    const user = await database.users.create({ name: 'ada', passwordHash: 'p1', role: 'editor' });
    const again = database.users.create({ name: 'ada', passwordHash: 'p2', role: 'viewer' });
    await expect(again).rejects.toMatchObject({ code: 'user_exists' });
    expect(await database.users.findForSignIn('ada')).toEqual({ user, passwordHash: 'p1' });
    expect(await database.users.findForSignIn('bob')).toBeUndefined();
    const signIn = () => database.sessions.create({ tokenHash: 't1', userId: user.id, expiresAt: NOW + DAY });
    await signIn();
    expect(await database.sessions.find('t1', NOW)).toEqual(user);
    expect(await database.sessions.find('t1', NOW + DAY)).toBeUndefined();
    expect(await database.sessions.find('t2', NOW)).toBeUndefined();
    expect(await database.users.update(user.id, { passwordHash: 'p3', role: 'admin' })).toBe(true);
    expect(await database.sessions.find('t1', NOW)).toBeUndefined();
    await signIn();
    expect((await database.sessions.find('t1', NOW))?.role).toBe('admin');
    expect(await database.sessions.purge(NOW + DAY)).toBe(1);
    expect(await database.users.delete(user.id)).toBe(true);
    expect(await database.users.list()).toEqual([]);
  });
});

describe('idempotency', () => {
  const first = { status: 200, body: { accepted: 1 } };
  const second = { status: 200, body: { accepted: 2 } };

  it('keeps the first answer of a scope and key for 24 hours', async () => {
    const { idempotency } = database;
    const answers = await Promise.all([first, second].map((each) => idempotency.store('k1', 'a', each, NOW)));
    expect(answers[0]).toEqual(answers[1]);
    expect(await idempotency.find('k1', 'a', NOW + DAY - 1)).toEqual(answers[0]);
    expect(await idempotency.find('k1', 'a', NOW + DAY)).toBeUndefined();
    expect(await idempotency.find('k2', 'a', NOW)).toBeUndefined();
    expect(await idempotency.store('k1', 'a', second, NOW + DAY)).toEqual(second);
    expect(await idempotency.purge(NOW + DAY)).toBe(0);
    expect(await idempotency.purge(NOW + 2 * DAY)).toBe(1);
  });
});

describe('settings and audit', () => {
  it('keeps small documents by key', async () => {
    const { settings } = database;
    expect(await settings.get('a')).toBeUndefined();
    await settings.set('a', { x: 1 });
    await settings.set('a', { x: 2 });
    expect(await settings.setOnce('a', { x: 3 })).toEqual({ x: 2 });
    const raced = await Promise.all([1, 2, 3].map((x) => settings.setOnce('b', x)));
    expect(new Set(raced).size).toBe(1);
    expect([...(await settings.all()).keys()]).toEqual(['a', 'b']);
    await settings.delete('a');
    expect(await settings.get('a')).toBeUndefined();
  });

  it('pages through the audit log, newest first', async () => {
    for (const subject of ['one', 'two', 'three'])
      await database.audit.record({ actor: 'ada', action: 'api-key.create', subject, details: { subject } });
    const [newest] = await database.audit.list({ limit: 1 });
    expect(newest).toMatchObject({ actor: 'ada', subject: 'three', details: { subject: 'three' } });
    const older = await database.audit.list({ before: newest?.id ?? '' });
    expect(older.map(({ subject }) => subject)).toEqual(['two', 'one']);
  });
});
