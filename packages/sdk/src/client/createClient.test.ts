import { labelEventSchema, predictionEventSchema } from '@driftline/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accept,
  answer,
  type Behaviour,
  hang,
  type MisbehavingCollector,
  reset,
  startMisbehavingCollector,
} from '../fakes/misbehavingCollector.js';
import type { Client } from './client.js';
import type { ClientOptions, ClientProblem } from './clientOptions.js';
import { createClient } from './createClient.js';

let collector: MisbehavingCollector;
let client: Client | undefined;
let problems: ClientProblem[];

beforeEach(async () => {
  collector = await startMisbehavingCollector();
  problems = [];
});
afterEach(async () => {
  await client?.close();
  await collector.stop();
});

/** Retries at once, and never flushes by itself. */
function start(options: Partial<ClientOptions> = {}): Client {
  client = createClient({
    url: collector.url,
    apiKey: 'key',
    model: 'm',
    flushIntervalMs: 60_000,
    backoffMs: 1,
    maxBackoffMs: 2,
    onError: (problem) => problems.push(problem),
    ...options,
  });
  return client;
}

const eventsOf = () => collector.received.map(({ events }) => events.length);
const keysOf = () => new Set(collector.received.map(({ key }) => key)).size;

describe('what is sent', () => {
  it('is valid by the contracts, with model, id and time filled in', async () => {
    const running = start({ modelVersion: '7' });
    const id = running.logPrediction({ features: { a: 1 }, score: 0.5 });
    running.logLabel({ predictionId: id, label: true, predictionTimestamp: new Date(0) });
    await running.flush();
    const [predictions, labels] = collector.received;
    expect(predictions).toMatchObject({ path: '/v1/predictions', authorization: 'Bearer key' });
    expect(predictionEventSchema.parse(predictions?.events[0])).toMatchObject({
      model: 'm',
      modelVersion: '7',
      predictionId: id,
    });
    expect(labels?.path).toBe('/v1/labels');
    expect(labelEventSchema.parse(labels?.events[0])).toMatchObject({
      predictionId: id,
      predictionTimestamp: '1970-01-01T00:00:00.000Z',
    });
    expect(running.stats()).toEqual({ sent: 2, queued: 0, rejected: 0, dropped: 0, failed: 0 });
  });

  it("keeps the event's own model, id and time", async () => {
    const own = {
      model: 'n',
      modelVersion: '2',
      predictionId: 'p',
      timestamp: '2001-01-01T00:00:00Z',
      score: 1,
    };
    const running = start();
    expect(running.logPrediction(own)).toBe('p');
    await running.flush();
    expect(collector.received[0]?.events).toEqual([own]);
  });

  it('is the event as it was when it was logged', async () => {
    const features = { a: 1 };
    const running = start();
    running.logPrediction({ features, score: 0.5 });
    features.a = 2;
    await running.flush();
    expect(collector.received[0]?.events).toMatchObject([{ features: { a: 1 } }]);
  });

  it('goes in batches, predictions before labels, each batch with its own key', async () => {
    const running = start({ maxBatchEvents: 2 });
    running.logLabels([{ predictionId: 'p', label: 1 }]);
    running.logPredictions([{ score: 0 }, { score: 0 }, { score: 0 }]);
    await running.flush();
    expect(eventsOf()).toEqual([2, 1, 1]);
    expect(collector.received.map(({ path }) => path.slice(4))).toEqual([
      'predictions',
      'predictions',
      'labels',
    ]);
    expect(keysOf()).toBe(3);
  });

  it.each([
    [true, 5000, true],
    [true, 10, false],
    [false, 5000, false],
  ])('gzip %s, %d characters: compressed %s', async (gzip, length, gzipped) => {
    const running = start({ gzip });
    running.logPrediction({ features: { text: 'x'.repeat(length) }, score: 0 });
    await running.flush();
    expect(collector.received).toMatchObject([{ gzipped, events: [{ score: 0 }] }]);
  });

  it('goes by itself when a batch is full, and after the interval', async () => {
    const running = start({ maxBatchEvents: 2 });
    running.logPredictions([{ score: 0 }, { score: 0 }]);
    await expect.poll(() => running.stats().sent).toBe(2);
    await running.close();
    const patient = start({ flushIntervalMs: 1 });
    patient.logPrediction({ score: 0 });
    await expect.poll(() => patient.stats().sent).toBe(1);
  });
});

describe('a collector in trouble', () => {
  it.each<[string, Behaviour]>([
    ['500', answer(500)],
    ['503 with Retry-After', answer(503, {}, { 'retry-after': '0' })],
    ['429', answer(429)],
    ['408', answer(408)],
    ['a connection that is cut', reset],
    ['a page from something in between', (response) => void response.writeHead(200).end('<html>')],
  ])('%s: the same batch is sent again under the same key', async (_case, trouble) => {
    collector.behave(trouble, trouble);
    const running = start();
    running.logPredictions([{ score: 0 }, { score: 1 }]);
    await running.flush();
    expect(eventsOf()).toEqual([2, 2, 2]);
    expect(keysOf()).toBe(1);
    expect(running.stats()).toEqual({ sent: 2, queued: 0, rejected: 0, dropped: 0, failed: 0 });
    expect(problems).toEqual([]);
  });

  it('that does not answer in time gets the same batch again', async () => {
    collector.behave(hang);
    const running = start({ requestTimeoutMs: 500 });
    running.logPrediction({ score: 0 });
    await running.flush();
    expect(collector.received.length).toBeGreaterThan(1);
    expect(keysOf()).toBe(1);
    expect(running.stats()).toMatchObject({ sent: 1, failed: 0 });
  });

  it('is given up after the last try, and the next batch is sent', async () => {
    collector.behave(
      answer(500, { code: 'internal_error' }),
      answer(500, { code: 'internal_error' }),
      accept,
    );
    const running = start({ maxAttempts: 2, maxBatchEvents: 1 });
    running.logPredictions([{ score: 0 }, { score: 1 }]);
    await running.flush();
    expect(running.stats()).toMatchObject({ sent: 1, failed: 1 });
    expect(problems).toMatchObject([
      { kind: 'failed', events: 1, message: expect.stringContaining('internal_error') },
    ]);
  });

  it('that is not there costs the host nothing but the count', async () => {
    const running = start({ url: 'http://127.0.0.1:1', maxAttempts: 2 });
    running.logPrediction({ score: 0 });
    await running.flush();
    expect(running.stats()).toMatchObject({ failed: 1, sent: 0 });
  });

  it.each([401, 403])('%d stops the client: nothing more is sent, everything is counted', async (status) => {
    collector.behave(answer(status, { code: 'api_key_invalid' }));
    const running = start({ maxBatchEvents: 2 });
    running.logPredictions([{ score: 0 }, { score: 0 }, { score: 0 }]);
    await running.flush();
    running.logPrediction({ score: 0 });
    await running.flush();
    expect(eventsOf()).toEqual([2]);
    expect(running.stats()).toEqual({ sent: 0, queued: 0, rejected: 0, dropped: 2, failed: 2 });
    expect(problems.map(({ kind }) => kind)).toEqual(['failed', 'stopped']);
  });

  it('that finds a batch too large gets halves', async () => {
    const tooLarge: Behaviour = (response, received) =>
      received.events.length > 1 ? answer(413)(response, received) : accept(response, received);
    collector.behave(tooLarge, tooLarge, tooLarge, tooLarge, tooLarge);
    const running = start();
    running.logPredictions([{ score: 0 }, { score: 0 }, { score: 0 }]);
    await running.flush();
    expect(eventsOf()).toEqual([3, 2, 1, 1, 1]);
    expect(running.stats()).toMatchObject({ sent: 3, failed: 0 });
  });

  it('that refuses for good is not asked again', async () => {
    collector.behave(answer(415, { code: 'content_type_unsupported' }));
    const running = start();
    running.logPrediction({ score: 0 });
    await running.flush();
    expect(eventsOf()).toEqual([1]);
    expect(running.stats()).toMatchObject({ failed: 1 });
  });
});

describe('rejected events', () => {
  const errors = [{ index: 1, code: 'score_out_of_range', detail: 'no' }];
  it.each([
    ['some', 200, { accepted: 1, duplicate: 1, rejected: 1, errors }, { sent: 2, rejected: 1 }],
    [
      'all',
      422,
      { code: 'all_items_rejected', accepted: 0, duplicate: 0, rejected: 3, errors },
      { sent: 0, rejected: 3 },
    ],
  ])('%s: counted and told, not sent again', async (_case, status, body, stats) => {
    collector.behave(answer(status, body));
    const running = start();
    running.logPredictions([{ score: 0 }, { score: 7 }, { score: 0 }]);
    await running.flush();
    expect(eventsOf()).toEqual([3]);
    expect(running.stats()).toMatchObject({ ...stats, queued: 0, failed: 0 });
    expect(problems).toMatchObject([{ kind: 'rejected', events: stats.rejected, rejections: errors }]);
  });
});

describe('the host', () => {
  it.each<[string, Partial<ClientOptions>]>([
    ['events', { maxQueuedEvents: 2 }],
    ['bytes', { maxQueuedBytes: 230 }],
  ])(
    'may log more than the queue holds (%s): the rest is dropped, counted, and told once',
    async (_case, options) => {
      const running = start(options);
      for (let at = 0; at < 5; at++) running.logPrediction({ predictionId: 'p', score: 0 });
      expect(running.stats()).toMatchObject({ queued: 2, dropped: 3 });
      expect(problems).toMatchObject([{ kind: 'dropped' }]);
      await running.flush();
      running.logPrediction({ score: 0 });
      expect(running.stats()).toMatchObject({ sent: 2, queued: 1, dropped: 3 });
    },
  );

  it('is not thrown at, whatever it logs and whatever its callback does', async () => {
    const running = start({
      onError: () => {
        throw new TypeError('host');
      },
    });
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const strange: unknown[] = [
      circular,
      { features: { big: 1n } },
      null,
      undefined,
      {
        get predictionId() {
          throw new TypeError('trap');
        },
      },
    ];
    for (const value of strange) {
      Reflect.apply(running.logPrediction, running, [value]);
      Reflect.apply(running.logLabel, running, [value]);
    }
    Reflect.apply(running.logPredictions, running, [undefined]);
    Reflect.apply(running.logLabels, running, [undefined]);
    const { dropped, queued } = running.stats();
    expect(dropped + queued).toBe(2 * strange.length);
    collector.behave(answer(400), answer(400));
    await running.flush();
    expect(running.stats()).toMatchObject({ queued: 0 });
  });

  it('closes in bounded time while the collector hangs', async () => {
    collector.behave(hang);
    const running = start({ closeTimeoutMs: 20 });
    running.logPrediction({ score: 0 });
    await running.close();
    running.logPrediction({ score: 0 });
    expect(running.stats()).toEqual({ sent: 0, queued: 0, rejected: 0, dropped: 1, failed: 1 });
  });

  it('closing sends what is queued', async () => {
    const running = start();
    running.logPrediction({ score: 0 });
    await running.close();
    expect(running.stats()).toMatchObject({ sent: 1, queued: 0 });
  });
});
