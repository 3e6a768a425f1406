import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret, signWebhook } from './webhookSecret.js';

describe('signWebhook', () => {
  it.each(['{}', '{"name":"flüge ✈"}', '{"long":"'.padEnd(20_000, 'x')])(
    "satisfies the standard's own library: %.20s",
    (body) => {
      const secret = newWebhookSecret();
      const timestamp = Math.floor(Date.now() / 1000);
      const headers = {
        'webhook-id': 'd1',
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signWebhook(secret, 'd1', timestamp, body),
      };
      const webhook = new Webhook(secret);
      expect(() => webhook.verify(`${body} `, headers)).toThrow(/signature/i);
      expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow(/signature/i);
      expect(signWebhook(secret, 'd1', timestamp, body)).toBe(
        webhook.sign('d1', new Date(timestamp * 1000), body),
      );
    },
  );

  it('gives the signature that the standard prints as its example', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    expect(signWebhook(secret, id, 1_614_265_330, '{"test": 2432232314}')).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });
});

describe('newWebhookSecret', () => {
  it('is 32 random bytes behind the prefix', () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(one).not.toBe(other);
  });
});
