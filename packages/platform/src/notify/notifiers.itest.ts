import type { WebhookPayload } from '@driftline/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NotifyResult } from './notifier.js';
import { createNotifiers } from './notifiers.js';
import { type BadReceiver, type Behaviour, startBadReceiver } from './testing/badReceiver.js';
import { newWebhookSecret } from './webhook/webhookSecret.js';

const TIMEOUT_MS = 300;
const payload: WebhookPayload = {
  type: 'incident.opened',
  timestamp: '2001-04-01T00:00:00.000Z',
  data: { id: 'i1', model: 'flights' },
};

let receiver: BadReceiver;
beforeAll(async () => {
  receiver = await startBadReceiver();
});
afterAll(async () => {
  await receiver.stop();
});
beforeEach(() => {
  receiver.received.length = 0;
});

/** Every notifier must bear every receiver. */
describe.each([...createNotifiers({ allowPrivate: true, timeoutMs: TIMEOUT_MS }).values()])(
  'notifier $name',
  (notifier) => {
    const secret = newWebhookSecret();
    const send = (url: string) => notifier.send({ id: 'd1', payload }, { url, secret }, Date.now());

    it.each<[Behaviour, Partial<NotifyResult>]>([
      ['accepts', { outcome: 'delivered', responseStatus: 204 }],
      ['answersAtLength', { outcome: 'delivered', responseStatus: 200 }],
      ['fails', { outcome: 'retry', responseStatus: 500, retryAfterMs: null }],
      ['rejects', { outcome: 'retry', responseStatus: 400 }],
      ['isBusy', { outcome: 'retry', responseStatus: 429, retryAfterMs: 120_000 }],
      ['isGone', { outcome: 'give-up', responseStatus: 410, disable: true }],
      ['redirects', { outcome: 'retry', responseStatus: 302 }],
      ['neverAnswers', { outcome: 'retry', responseStatus: null, error: 'the receiver took too long' }],
      ['drips', { outcome: 'retry', responseStatus: null, error: 'the receiver took too long' }],
      ['resets', { outcome: 'retry', responseStatus: null, error: expect.stringContaining('ECONNRESET') }],
      ['talksNonsense', { outcome: 'retry', responseStatus: null, error: expect.stringContaining('HPE_') }],
    ])('bears a receiver that %s', async (behaviour, expected) => {
      const from = performance.now();
      expect(await send(receiver.url(behaviour))).toMatchObject(expected);
      expect(performance.now() - from).toBeLessThan(TIMEOUT_MS * 5);
      expect(receiver.received.map((request) => request.path)).toEqual([`/${behaviour}`]);
    });

    it('tries again later when nobody listens', async () => {
      const gone = await startBadReceiver();
      const url = gone.url('accepts');
      await gone.stop();
      expect(await send(url)).toMatchObject({
        outcome: 'retry',
        error: expect.stringContaining('ECONNREFUSED'),
      });
    });

    it('gives up on an address of the own network unless allowed, and sends nothing', async () => {
      const guarded = createNotifiers({ allowPrivate: false }).get(notifier.name);
      const target = { url: receiver.url('accepts'), secret };
      const result = await guarded?.send({ id: 'd1', payload }, target, Date.now());
      expect(result).toMatchObject({ outcome: 'give-up', disable: false });
      expect(receiver.received).toEqual([]);
    });

    it('never tells the secret to the delivery log', async () => {
      for (const behaviour of ['fails', 'resets', 'isGone'] as const) {
        const result = JSON.stringify(await send(receiver.url(behaviour)));
        expect(result).not.toContain(secret);
        expect(result).not.toContain(secret.slice(6));
      }
    });
  },
);
