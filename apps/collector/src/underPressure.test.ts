import { request } from 'node:http';
import { CodedError } from '@driftline/contracts';
import { afterEach, describe, expect, it } from 'vitest';
import { post, type Reply } from './fakes/post.js';
import { type FakeCollector, startFakeCollector } from './fakes/startFakeCollector.js';
import type { CollectorLimits } from './limits/collectorLimits.js';

let collector: FakeCollector;
const start = async (limits: Partial<CollectorLimits> = {}) => {
  collector = await startFakeCollector({ groupRows: 1, ...limits });
  return collector;
};
afterEach(() => collector.app.close());

const prediction = (id: string, more: object = {}) =>
  JSON.stringify({ model: 'm', predictionId: id, timestamp: '2001-05-01T00:00:00Z', score: 0.5, ...more });
const send = (body: string, headers: Record<string, string> = {}): Promise<Reply> =>
  post(`${collector.url}/v1/predictions`, { body, headers });

/** Holds the store's inserts until let go; `reached` resolves when the first one waits. */
function hold({ store }: FakeCollector) {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    store.before = async () => {
      resolve();
      await gate;
    };
  });
  return { reached, letGo: () => letGo() };
}

const storeAway = new CodedError({
  code: 'event_store_unavailable',
  status: 503,
  message: 'away',
  retryAfter: 3,
});

describe('acknowledgement', () => {
  it('waits until the store has the rows', async () => {
    const gate = hold(await start());
    let answered = false;
    const reply = send(prediction('p')).finally(() => {
      answered = true;
    });
    await gate.reached;
    await fetch(collector.url);
    expect(answered).toBe(false);
    gate.letGo();
    expect(await reply).toMatchObject({ status: 200 });
  });

  it('small requests share an insert and each is answered for its own rows', async () => {
    await start({ groupRows: 3, groupDelayMs: 60_000 });
    const replies = await Promise.all([
      send(prediction('p')),
      send(prediction('q')),
      send(prediction('r', { weight: 2 })),
    ]);
    expect(replies.map((reply) => reply.body.accepted)).toEqual([1, 1, 1]);
    expect(collector.store.inserts).toMatchObject([{ rows: 3 }]);
  });
});

describe('a store that is away', () => {
  it('gives 503 with Retry-After, and a repeat stores everything once', async () => {
    await start();
    collector.store.before = () => Promise.reject(storeAway);
    const refused = await send(prediction('p'));
    expect(refused).toMatchObject({
      status: 503,
      body: { code: 'event_store_unavailable' },
      headers: { 'retry-after': '3' },
    });
    collector.store.before = () => {};
    expect(await send(prediction('p'))).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect(collector.store.predictions.size).toBe(1);
  });

  it('an error that nobody expected is a 500 without its details, and is logged', async () => {
    await start();
    collector.store.before = () => Promise.reject(new TypeError('secret detail'));
    const reply = await send(prediction('p'));
    expect(reply).toMatchObject({ status: 500, body: { code: 'internal_error' } });
    expect(JSON.stringify(reply.body)).not.toContain('secret');
    expect(collector.errors).toHaveLength(1);
  });
});

describe('bounded memory', () => {
  it('refuses with 503 before reading the body when too many bytes wait, and takes again afterwards', async () => {
    const body = prediction('p', { features: { text: 'x'.repeat(900) } });
    const gate = hold(await start({ maxBodyBytes: 1500, maxPendingBytes: 1500 }));
    const first = send(body);
    await gate.reached;
    const refused = await sendHeadersOnly(body.length);
    expect(refused).toEqual({ status: 503, retryAfter: '2' });
    gate.letGo();
    expect(await first).toMatchObject({ status: 200 });
    expect(await send(body)).toMatchObject({ status: 200 });
  });

  it('a body of unknown length is stopped when the budget is full', async () => {
    const gate = hold(await start({ maxBodyBytes: 1500, maxPendingBytes: 1500 }));
    const first = send(prediction('p', { features: { text: 'x'.repeat(900) } }));
    await gate.reached;
    const refused = await post(`${collector.url}/v1/predictions`, { body: ' '.repeat(1000), chunked: true });
    expect(refused).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    gate.letGo();
    await first;
  });

  it('gives back what a sender held that went away', async () => {
    await start({ maxBodyBytes: 1500, maxPendingBytes: 1500 });
    const sending = request(`${collector.url}/v1/predictions`, {
      method: 'POST',
      headers: { authorization: 'Bearer sender', 'content-length': '1400' },
    });
    sending.on('error', () => {});
    sending.flushHeaders();
    const large = `${prediction('p')}${' '.repeat(1000)}`;
    await expect.poll(async () => (await send(large)).status).toBe(503);
    sending.destroy();
    await expect.poll(async () => (await send(large)).status).toBe(200);
  });

  it('a body that trickles in is given up', async () => {
    await start({ maxBodyMs: 20 });
    expect(await sendHeadersOnly(100)).toMatchObject({ status: 408 });
  });

  /** Announces a body and waits for the answer without sending any of it. */
  function sendHeadersOnly(
    length: number,
  ): Promise<{ status: number | undefined; retryAfter: string | undefined }> {
    return new Promise((resolve, reject) => {
      const sending = request(`${collector.url}/v1/predictions`, {
        method: 'POST',
        agent: false,
        headers: { authorization: 'Bearer sender', 'content-length': String(length) },
      });
      sending.on('error', reject);
      sending.on('response', (response) => {
        resolve({ status: response.statusCode, retryAfter: response.headers['retry-after'] });
        sending.destroy();
      });
      sending.flushHeaders();
    });
  }
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': 'k' };

  it('repeated gives the stored answer and stores nothing', async () => {
    await start();
    const first = await send(prediction('p'), key);
    const second = await send(prediction('p'), key);
    expect(second.body).toEqual(first.body);
    expect([first, second].map((reply) => reply.headers['idempotency-replayed'])).toEqual([
      undefined,
      'true',
    ]);
    expect(collector.store.inserts).toHaveLength(1);
  });

  it('with another body is a coded 422', async () => {
    await start();
    await send(prediction('p'), key);
    expect(await send(prediction('q'), key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(collector.store.predictions.size).toBe(1);
  });

  it('of another sender, or on the other path, is another key', async () => {
    await start();
    await send(prediction('p'), key);
    expect(await send(prediction('q'), { ...key, authorization: 'Bearer other' })).toMatchObject({
      status: 200,
    });
    const label = JSON.stringify({
      model: 'm',
      predictionId: 'p',
      timestamp: '2001-05-02T00:00:00Z',
      label: 1,
    });
    const reply = await post(`${collector.url}/v1/labels`, { body: label, headers: key });
    expect(reply).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  it('repeated while the first is at work waits for its answer', async () => {
    const gate = hold(await start());
    const first = send(prediction('p'), key);
    await gate.reached;
    const second = send(prediction('p'), key);
    gate.letGo();
    expect((await second).body).toEqual((await first).body);
    expect(collector.store.inserts).toHaveLength(1);
  });

  it('of a request that failed may be tried again', async () => {
    await start();
    collector.store.before = () => Promise.reject(storeAway);
    expect(await send(prediction('p'), key)).toMatchObject({ status: 503 });
    collector.store.before = () => {};
    expect(await send(prediction('p'), key)).toMatchObject({ status: 200, body: { accepted: 1 } });
    const [first, second] = collector.store.inserts;
    expect(first?.token).toBe(second?.token);
  });

  it('of a batch that was rejected whole may be tried again with another body', async () => {
    await start();
    expect(await send('oops', key)).toMatchObject({ status: 422 });
    expect(await send(prediction('p'), key)).toMatchObject({ status: 200 });
  });

  it('is forgotten after 24 hours', async () => {
    await start();
    await send(prediction('p'), key);
    collector.clock.time += 86_400_001;
    expect(await send(prediction('q'), key)).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  it('whose answer cannot be kept does not turn a durable batch into an error', async () => {
    await start();
    collector.idempotency.fail = new TypeError('facts are away');
    expect(await send(prediction('p'), key)).toMatchObject({ status: 200 });
    expect(collector.errors).toHaveLength(1);
  });
});

describe('failures around the store', () => {
  it('counters and hints that fail are logged and cost no answer', async () => {
    await start();
    expect(await send(prediction('p'))).toMatchObject({ status: 200 });
    collector.registry.fail = new TypeError('facts are away');
    expect(await send(prediction('q'))).toMatchObject({ status: 200 });
  });

  it('columns that cannot be published fail the request and are published by the next', async () => {
    await start();
    await send(prediction('p'));
    const { merge } = collector.registry;
    collector.registry.merge = () => Promise.reject(storeAway);
    expect(await send(prediction('q', { features: { late: 1 } }))).toMatchObject({ status: 503 });
    collector.registry.merge = merge;
    expect(await send(prediction('q', { features: { late: 1 } }))).toMatchObject({ status: 200 });
    expect(collector.registry.models.get('m')?.columns).toMatchObject([{ name: 'late', types: ['number'] }]);
  });
});

describe('shutdown', () => {
  it('answers what was taken, reports it, and refuses what comes later', async () => {
    const gate = hold(await start({ hintIntervalMs: 60_000 }));
    const first = send(prediction('p'));
    await gate.reached;
    const closing = collector.app.close();
    gate.letGo();
    expect(await first).toMatchObject({ status: 200, body: { accepted: 1 } });
    await closing;
    expect(collector.registry.counts).toMatchObject([{ rows: 1 }]);
    expect(collector.hints).toEqual(['id-m']);
    await expect(send(prediction('q'))).rejects.toThrow(/ECONNREFUSED/);
  });
});
