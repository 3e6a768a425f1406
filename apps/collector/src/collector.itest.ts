import { newApiKey } from '@driftline/platform';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectorOnServers, collectorOnServers } from './fakes/collectorOnServers.js';
import { post } from './fakes/post.js';

let servers: TestServers;
let collector: CollectorOnServers;
let other: CollectorOnServers;

beforeAll(async () => {
  servers = await startTestServers();
  collector = await collectorOnServers(servers);
  other = await collectorOnServers(servers);
});
afterAll(async () => {
  await collector?.stop();
  await other?.stop();
  await servers?.stop();
});

const DAY = '2001-05-01T00:00:00Z';
const prediction = (model: string, id: string, more: object = {}) =>
  JSON.stringify({
    model,
    predictionId: id,
    timestamp: DAY,
    score: 0.5,
    features: { a: 1, b: 'x' },
    ...more,
  });
const label = (model: string, id: string) =>
  JSON.stringify({ model, predictionId: id, timestamp: '2001-05-02T00:00:00Z', label: 'late' });

function send(path: string, lines: string[], headers: Record<string, string> = {}, to = collector) {
  const body = `${lines.join('\n')}\n`;
  return post(to.url + path, { body, headers: { authorization: `Bearer ${to.key}`, ...headers } });
}

async function stored(model: string) {
  const { database, eventStore } = collector.platform;
  const known = await database.models.getByName(model);
  if (known === undefined) return { model: undefined, rows: [] };
  const end = Date.parse('2002-01-01');
  const range = { start: Date.parse('1900-01-01'), end, asOf: end, reference: false };
  return { model: known, rows: await eventStore.sampleRows(known.id, range, 1_000_000) };
}

describe('on the real stores', () => {
  it('what was acknowledged can be read, and the model has its columns', async () => {
    const ids = ['p', 'q', 'r'];
    expect(
      await send(
        '/v1/predictions',
        ids.map((id) => prediction('flights', id)),
      ),
    ).toMatchObject({
      status: 200,
      body: { accepted: 3 },
    });
    expect(await send('/v1/labels', [label('flights', 'p')])).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
    const { model, rows } = await stored('flights');
    expect(rows.map((row) => row.predictionId).sort()).toEqual(ids);
    expect(model).toMatchObject({
      versions: ['1'],
      columns: [
        { name: 'a', types: ['number'] },
        { name: 'b', types: ['string'] },
      ],
    });
    await expect
      .poll(async () => (await collector.platform.database.models.getByName('flights'))?.labels, {
        timeout: 10_000,
      })
      .toBe(1);
  });

  it('every kind of bad item is named and nothing else is lost', async () => {
    const bad = [
      '{"model":',
      prediction('mixed', 'huge').replace('0.5', '1e400'),
      prediction('mixed', 'nan').replace('0.5', 'NaN'),
      prediction('mixed', 'early', { timestamp: '0001-01-01T00:00:00Z' }),
      prediction('mixed', 'late', { timestamp: '2999-01-01T00:00:00Z' }),
      prediction('mixed', 'typed', { score: 'high' }),
      prediction('mixed', 'nested', { features: { a: {} } }),
      prediction('a\u0000b', 'nul'),
    ];
    const good = [
      prediction('mixed', 'surrogate \ud800', { features: { 'odd `name`"\\': '\u0000\ud800', a: -0 } }),
      prediction('mixed', 'old', { timestamp: '1900-01-01T00:00:00Z' }),
      prediction('mixed', 'p', {
        features: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f${at}`, at])),
      }),
    ];
    const reply = await send('/v1/predictions', [...bad, ...good]);
    expect(reply).toMatchObject({ status: 200, body: { accepted: good.length, rejected: bad.length } });
    const { errors } = reply.body as { errors: { code: string }[] };
    expect(errors.map(({ code }) => code)).toEqual([
      'malformed_json',
      'number_not_finite',
      'malformed_json',
      'timestamp_too_early',
      'timestamp_in_future',
      'wrong_type',
      'feature_type_unsupported',
      'name_invalid',
    ]);
    expect((await stored('mixed')).rows).toHaveLength(good.length);
  });

  it('repeats, in any number of requests and processes, count once', async () => {
    const lines = Array.from({ length: 700 }, (_, at) => prediction('repeats', `p${at}`));
    const headers = { 'idempotency-key': 'same' };
    const replies = await Promise.all([
      send('/v1/predictions', lines),
      send('/v1/predictions', lines, headers),
      send('/v1/predictions', lines, headers),
      send('/v1/predictions', lines, headers, other),
      ...lines.slice(0, 20).map((line) => send('/v1/predictions', [line])),
    ]);
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    const { rows } = await stored('repeats');
    expect(rows).toHaveLength(lines.length);
  });

  it('an idempotency key is known to every process of the installation, for its own sender', async () => {
    const headers = { 'idempotency-key': 'k', authorization: `Bearer ${collector.key}` };
    await send('/v1/predictions', [prediction('keys', 'p')], headers);
    const again = await send('/v1/predictions', [prediction('keys', 'p')], headers, other);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toMatchObject({ accepted: 1 });
    const changed = await send('/v1/predictions', [prediction('keys', 'q')], headers, other);
    expect(changed).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('two processes that see a model first at once register one model with the columns of both', async () => {
    await Promise.all([
      send('/v1/predictions', [prediction('race', 'p', { features: { left: 1 } })]),
      send('/v1/predictions', [prediction('race', 'q', { features: { right: 1 } })], {}, other),
    ]);
    const { model, rows } = await stored('race');
    expect(rows).toHaveLength(2);
    expect(model?.columns.map(({ name }) => name).sort()).toEqual(['left', 'right']);
  });

  it.each([
    ['no key', '', 401, 'api_key_missing'],
    ['a wrong key', 'Bearer dl_wrong', 401, 'api_key_invalid'],
    ['a key that may only read', 'reader', 403, 'scope_missing'],
  ])('%s', async (_case, authorization, status, code) => {
    const { key, prefix, hash } = newApiKey();
    if (authorization === 'reader') {
      await collector.platform.database.apiKeys.create({ name: 'reader', prefix, hash, scopes: ['read'] });
    }
    const value = authorization === 'reader' ? `Bearer ${key}` : authorization;
    const reply = await send('/v1/predictions', [prediction('m', 'p')], { authorization: value });
    expect(reply).toMatchObject({ status, body: { code } });
    expect(reply.headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="driftline"' : undefined);
  });
});
