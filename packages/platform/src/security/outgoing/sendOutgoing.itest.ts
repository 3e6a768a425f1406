import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BadReceiver, startBadReceiver } from '../../notify/testing/badReceiver.js';
import type { PinnedUrl } from './resolveOutgoing.js';
import { sendOutgoing } from './sendOutgoing.js';

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

const request = { method: 'POST', headers: { 'x-a': '1' }, body: 'grüße', timeoutMs: 2000 };

/** The receiver under a name that no name server knows: only the pinned address leads there. */
function pinned(url: string): PinnedUrl {
  const named = new URL(url);
  named.hostname = 'receiver.invalid';
  return { url: named, address: '127.0.0.1', family: 4 };
}

describe('sendOutgoing', () => {
  it('sends to the pinned address without asking for the name again', async () => {
    const answer = await sendOutgoing(pinned(receiver.url('accepts')), request);
    expect(answer.status).toBe(204);
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        body: 'grüße',
        headers: {
          host: expect.stringMatching(/^receiver\.invalid:\d+$/),
          'x-a': '1',
          'content-length': '7',
        },
      },
    ]);
  });

  it('does not follow a redirect', async () => {
    const answer = await sendOutgoing(pinned(receiver.url('redirects')), request);
    expect(answer).toMatchObject({ status: 302, headers: { location: '/accepts' } });
    expect(receiver.received.map(({ path }) => path)).toEqual(['/redirects']);
  });

  it('ends when the time is up, even while an answer drips in', async () => {
    const dripping = sendOutgoing(pinned(receiver.url('drips')), { ...request, timeoutMs: 100 });
    await expect(dripping).rejects.toThrow(/abort|timeout/i);
  });
});
