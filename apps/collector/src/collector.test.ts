import * as zlib from 'node:zlib';
import { gzipSync } from 'node:zlib';
import { ingestAnswerSchema, problemSchema } from '@driftline/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { type PostOptions, post } from './fakes/post.js';
import { type FakeCollector, startFakeCollector } from './fakes/startFakeCollector.js';
import type { CollectorLimits } from './limits/collectorLimits.js';

let collector: FakeCollector | undefined;

async function start(limits: Partial<CollectorLimits> = {}): Promise<FakeCollector> {
  collector = await startFakeCollector(limits);
  return collector;
}

afterEach(async () => {
  await collector?.app.close();
  collector = undefined;
});

const prediction = (id: string, more: object = {}) =>
  JSON.stringify({
    model: 'm',
    predictionId: id,
    timestamp: '2001-05-01T00:00:00Z',
    score: 0.5,
    features: { a: 1 },
    ...more,
  });
const label = (id: string, more: object = {}) =>
  JSON.stringify({ model: 'm', predictionId: id, timestamp: '2001-05-02T00:00:00Z', label: 'late', ...more });
const lines = (...items: string[]) => `${items.join('\n')}\n`;
const predictions = ({ url }: FakeCollector, options: PostOptions | string) =>
  post(`${url}/v1/predictions`, typeof options === 'string' ? { body: options } : options);
const labels = ({ url }: FakeCollector, body: string) => post(`${url}/v1/labels`, { body });

describe('a batch that is taken', () => {
  const two = lines(prediction('p'), prediction('q'));
  it.each<[string, PostOptions]>([
    ['NDJSON', { body: two }],
    [
      'a JSON array',
      {
        body: `[${prediction('p')},${prediction('q')}]`,
        headers: { 'content-type': 'application/json; charset=utf-8' },
      },
    ],
    ['gzip', { body: gzipSync(two), headers: { 'content-encoding': 'gzip' } }],
    ['without Content-Length', { body: two, chunked: true }],
    [
      'gzip without Content-Length',
      { body: gzipSync(two), headers: { 'content-encoding': 'GZIP' }, chunked: true },
    ],
    ['a key that is new', { body: two, headers: { 'idempotency-key': 'k' } }],
  ])('%s', async (_case, options) => {
    const running = await start();
    const reply = await predictions(running, options);
    expect(reply).toMatchObject({
      status: 200,
      body: { accepted: 2, duplicate: 0, rejected: 0, errors: [] },
    });
    expect(ingestAnswerSchema.safeParse(reply.body).success).toBe(true);
    expect(running.store.predictions.size).toBe(2);
  });

  it('zstd, where this Node has it, else a coded 415', async () => {
    const compress: unknown = Reflect.get(zlib, 'zstdCompressSync');
    const body = typeof compress === 'function' ? compress(Buffer.from(two)) : two;
    const reply = await predictions(await start(), { body, headers: { 'content-encoding': 'zstd' } });
    if (typeof compress === 'function') expect(reply).toMatchObject({ status: 200, body: { accepted: 2 } });
    else expect(reply).toMatchObject({ status: 415, body: { code: 'content_encoding_unsupported' } });
  });

  it('an empty one', async () => {
    expect(await predictions(await start(), '')).toMatchObject({
      status: 200,
      body: { accepted: 0, rejected: 0 },
    });
  });

  it('registers the model with its columns and versions, counts its rows and hints a job', async () => {
    const running = await start();
    await predictions(
      running,
      lines(
        prediction('p', { features: { a: 1, b: 'x', c: null } }),
        prediction('q', { modelVersion: '2', features: { a: true } }),
      ),
    );
    await running.app.close();
    expect(running.registry.models.get('m')).toMatchObject({
      versions: ['1', '2'],
      columns: [
        { name: 'a', types: ['number', 'boolean'], firstSeenAt: '2001-05-01T00:00:00.000Z' },
        { name: 'b', types: ['string'] },
        { name: 'c', types: [] },
      ],
    });
    expect(running.registry.counts).toEqual([
      { id: 'id-m', rows: 2, labels: 0, newestEventAt: Date.parse('2001-05-01T00:00:00Z') },
    ]);
    expect(running.hints).toEqual(['id-m']);
  });

  it('with bad items keeps the good ones and names the bad', async () => {
    const running = await start();
    const reply = await predictions(
      running,
      lines(prediction('p'), '{"broken', prediction('q', { score: 7 }), prediction('p'), prediction('r')),
    );
    expect(reply).toMatchObject({
      status: 200,
      body: {
        accepted: 2,
        duplicate: 1,
        rejected: 2,
        errors: [
          { index: 1, code: 'malformed_json' },
          { index: 2, predictionId: 'q', code: 'score_out_of_range', where: '/score' },
        ],
      },
    });
  });
});

describe('labels', () => {
  it('of a known model are taken, of an unknown one rejected item by item', async () => {
    const running = await start();
    await predictions(running, prediction('p'));
    const reply = await labels(running, lines(label('p'), label('p', { model: 'nobody' })));
    expect(reply).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        rejected: 1,
        errors: [{ index: 1, predictionId: 'p', code: 'unknown_model', where: '/model' }],
      },
    });
    expect(running.store.labels.size).toBe(1);
    expect(running.registry.models.has('nobody')).toBe(false);
  });

  it('may come before their prediction once the model is known', async () => {
    const running = await start();
    await predictions(running, prediction('p'));
    expect(await labels(running, label('not-yet'))).toMatchObject({ status: 200, body: { accepted: 1 } });
  });
});

describe('a batch whose every item is bad is a 422 that names each', () => {
  const cases: [string, string, string][] = [
    ['malformed JSON', '{"model"', 'malformed_json'],
    ['a wrong type', prediction('p', { score: 'high' }), 'wrong_type'],
    ['a huge number', prediction('p').replace('0.5', '1e400'), 'number_not_finite'],
    ['NaN', prediction('p').replace('0.5', 'NaN'), 'malformed_json'],
    ['a clock years ahead', prediction('p', { timestamp: '2031-01-01T00:00:00Z' }), 'timestamp_in_future'],
    ['a zero date', prediction('p', { timestamp: '0001-01-01T00:00:00Z' }), 'timestamp_too_early'],
    [
      'too many features in one item',
      prediction('p', { features: { a: 1, b: 1, c: 1, d: 1 } }),
      'too_many_features',
    ],
    ['a long model name', prediction('p', { model: 'm'.repeat(201) }), 'name_too_long'],
  ];
  it.each(cases)('%s', async (_case, body, code) => {
    const running = await start({ maxFeatures: 3 });
    const reply = await predictions(running, body);
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'all_items_rejected', accepted: 0, rejected: 1, errors: [{ index: 0, code }] },
    });
    expect(reply.headers['content-type']).toMatch('application/problem+json');
    expect(problemSchema.safeParse(reply.body).success).toBe(true);
    expect(running.store.inserts).toEqual([]);
  });
});

describe('limits of what the collector knows reject the item that would exceed them', () => {
  it('features of a model over all its predictions', async () => {
    const running = await start({ maxFeaturesPerModel: 2 });
    const reply = await predictions(
      running,
      lines(
        prediction('p', { features: { a: 1, b: 1 } }),
        prediction('q', { features: { a: 1, c: 1 } }),
        prediction('r', { features: { b: 2 } }),
      ),
    );
    expect(reply.body).toMatchObject({ accepted: 2, errors: [{ index: 1, code: 'feature_limit_exceeded' }] });
    expect(reply.body.errors).toMatchObject([{ detail: expect.stringContaining('feature c:') }]);
  });

  it('columns of a model, one for each feature and type; null needs none', async () => {
    const running = await start({ maxFeatureColumnsPerModel: 2 });
    const items = [{ a: 1 }, { a: 'x' }, { b: 1 }, { a: true }, { b: null }, { a: 'y' }];
    const reply = await predictions(
      running,
      lines(...items.map((features, at) => prediction(`p${at}`, { features }))),
    );
    const errors = [2, 3].map((index) => ({ index, code: 'feature_limit_exceeded' }));
    expect(reply.body).toMatchObject({ accepted: 4, errors });
  });

  it('versions of a model', async () => {
    const running = await start({ maxVersionsPerModel: 1 });
    const reply = await predictions(running, lines(prediction('p'), prediction('q', { modelVersion: '2' })));
    expect(reply.body).toMatchObject({ accepted: 1, errors: [{ index: 1, code: 'version_limit_exceeded' }] });
  });

  it('registered models', async () => {
    const running = await start({ maxModels: 1 });
    const reply = await predictions(running, lines(prediction('p'), prediction('q', { model: 'n' })));
    expect(reply.body).toMatchObject({ accepted: 1, errors: [{ index: 1, code: 'model_limit_exceeded' }] });
  });

  it('models in one batch', async () => {
    const running = await start({ maxModelsPerBatch: 1 });
    const reply = await predictions(running, lines(prediction('p'), prediction('q', { model: 'n' })));
    expect(reply.body).toMatchObject({
      accepted: 1,
      errors: [{ index: 1, code: 'too_many_models_in_batch' }],
    });
  });
});

describe('a request that is refused as a whole', () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, 32));
  it.each<[string, PostOptions, number, string]>([
    ['no key', { body: '', headers: { authorization: '' } }, 401, 'invalid_api_key'],
    ['a wrong key', { body: '', headers: { authorization: 'Bearer x' } }, 401, 'invalid_api_key'],
    [
      'a key that may only read',
      { body: '', headers: { authorization: 'Bearer reader' } },
      403,
      'scope_missing',
    ],
    [
      'a broken array',
      { body: '[{', headers: { 'content-type': 'application/json' } },
      400,
      'malformed_json',
    ],
    ['an image', { body: 'x', headers: { 'content-type': 'image/png' } }, 415, 'content_type_unsupported'],
    [
      'an unknown coding',
      { body: 'x', headers: { 'content-encoding': 'br' } },
      415,
      'content_encoding_unsupported',
    ],
    [
      'stacked codings',
      { body: 'x', headers: { 'content-encoding': 'gzip, gzip' } },
      415,
      'content_encoding_unsupported',
    ],
    ['not gzip', { body: 'plain', headers: { 'content-encoding': 'gzip' } }, 400, 'content_encoding_broken'],
    [
      'gzip cut off',
      { body: bomb.subarray(0, 100), headers: { 'content-encoding': 'gzip' } },
      400,
      'content_encoding_broken',
    ],
    ['a gzip bomb', { body: bomb, headers: { 'content-encoding': 'gzip' } }, 413, 'body_too_large'],
    [
      'a gzip bomb without length',
      { body: bomb, headers: { 'content-encoding': 'gzip' }, chunked: true },
      413,
      'body_too_large',
    ],
    ['a large body', { body: ' '.repeat(200_000) }, 413, 'body_too_large'],
    ['a large body without length', { body: ' '.repeat(200_000), chunked: true }, 413, 'body_too_large'],
    ['too many items', { body: '1\n'.repeat(11) }, 413, 'too_many_items'],
    [
      'an empty idempotency key',
      { body: '', headers: { 'idempotency-key': '' } },
      400,
      'invalid_idempotency_key',
    ],
    [
      'a long idempotency key',
      { body: '', headers: { 'idempotency-key': 'k'.repeat(201) } },
      400,
      'invalid_idempotency_key',
    ],
  ])('%s', async (_case, options, status, code) => {
    const running = await start({ maxBodyBytes: 100_000, maxDecompressedBytes: 100_000, maxItems: 10 });
    const reply = await predictions(running, options);
    expect(reply).toMatchObject({ status, body: { status, code } });
    expect(problemSchema.safeParse(reply.body).success).toBe(true);
    expect(running.store.inserts).toEqual([]);
    expect(await predictions(running, prediction('p'))).toMatchObject({ status: 200 });
  });
});
